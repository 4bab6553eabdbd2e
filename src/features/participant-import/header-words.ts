import { normalise } from '../import/names'
import type { TargetName } from './targets'

/**
 * Column names as they occur in files of several languages: lower case, without accents, words set
 * apart by single spaces (see `normalise`).
 */
const WORDS: Record<Exclude<TargetName, 'baseline' | 'none'>, string[]> = {
  code: [
    'id, code, record id, record, study id, study code, pid, pat id, patient id, patient code',
    'participant, participant id, participant code, participant no, participant number',
    'subject, subject id, subject code, subjid, subj id, usubjid, case id, respondent id',
    'teilnehmer, teilnehmer id, teilnehmercode, teilnehmer code, teilnehmernummer, tn code',
    'proband, probandencode, probanden code, probanden id, vp code, vp nr, vpn, kennung, pseudonym',
    'code participant, code patient, sujet, identifiant, codigo, codigo participante, sujeto',
    'codice, codice paziente, deelnemer, deelnemernummer, код, код учасника, код участника',
    'الرمز, رمز المشارك, کد, کد شرکت کننده',
  ],
  status: [
    'status, participant status, state, statut, estado, stato, статус, الحالة, وضعیت',
    'teilnahmestatus, enrolment status, enrollment status',
  ],
  arm: [
    'arm, arm key, study arm, group, study group, treatment, treatment group, treatment arm, trt',
    'allocation, condition, gruppe, studienarm, behandlungsgruppe, bras, groupe, grupo, braccio',
    'gruppo, groep, braco, група, группа, المجموعة, گروه',
  ],
  enrolledAt: [
    'enrolled, enrolled at, enrolled on, enrolment, enrollment, enrolment date, enrollment date',
    'date enrolled, date of enrolment, date of enrollment, inclusion date, date of inclusion',
    'recruited on, recruitment date, einschlussdatum, datum einschluss, aufnahmedatum',
    'eingeschlossen am, date inclusion, fecha inclusion, fecha de inclusion, data inclusione',
    'inclusiedatum, дата включення, дата включения',
  ],
  locale: [
    'locale, language, lang, preferred language, sprache, langue, idioma, lingua, taal, мова, язык',
    'اللغة, زبان',
  ],
  timeZone: ['time zone, timezone, tz, zeitzone, fuseau horaire, zona horaria, fuso orario'],
  isTest: ['test, is test, test participant, testperson, test person, testteilnehmer, dummy'],
  givenName: [
    'given name, givenname, first name, firstname, name first, forename, fname, vorname, rufname',
    'prenom, nombre, nombres, primer nombre, nome, primo nome, voornaam, nome proprio, imie, adi',
    'ім я, имя, الاسم الاول, نام',
  ],
  familyName: [
    'family name, familyname, last name, lastname, name last, surname, lname, nachname, zuname',
    'familienname, nom, nom de famille, apellido, apellidos, cognome, achternaam, sobrenome',
    'apelido, nazwisko, soyadi, прізвище, фамилия, اسم العائلة, نام خانوادگی',
  ],
  fullName: [
    'name, full name, fullname, complete name, patient name, participant name, name des teilnehmers',
    'vollstandiger name, nom complet, nombre completo, nome completo, nominativo, naam',
    'volledige naam, піб, фио, الاسم, الاسم الكامل, نام کامل',
  ],
  email: [
    'email, e mail, mail, email address, e mail address, emailadresse, e mail adresse, mailadresse',
    'courriel, correo, correo electronico, posta elettronica, e post, електронна пошта, эл почта',
    'البريد الالكتروني, ایمیل',
  ],
  phone: [
    'phone, phone number, telephone, telephone number, tel, mobile, mobile phone, cell, cell phone',
    'telefon, telefonnummer, handy, handynummer, mobil, mobilnummer, portable, movil, telefono',
    'cellulare, telefoon, telefoonnummer, telefone, celular, whatsapp, телефон, الهاتف, تلفن',
  ],
  address: [
    'address, street, street address, home address, postal address, mailing address, address line 1',
    'adresse, anschrift, strasse, straße, wohnadresse, rue, direccion, domicilio, calle, indirizzo, via',
    'adres, straat, endereco, morada, адреса, адрес, العنوان, آدرس, نشانی',
  ],
  birthDate: [
    'dob, birth date, birthdate, date of birth, birthday, birth day, born, geburtsdatum, geb datum',
    'geburtstag, geboren am, date de naissance, naissance, fecha de nacimiento, fecha nacimiento',
    'data di nascita, nascita, geboortedatum, data de nascimento, data urodzenia, dogum tarihi',
    'дата народження, дата рождения, تاريخ الميلاد, تاریخ تولد',
  ],
}

/** Columns that identify a person and have no place of their own: never guessed into the baseline. */
const IDENTIFYING = [
  'ssn, social security, social security number, national id, national insurance number, nino',
  'passport, passport number, identity card, id card, driver license, driving licence, tax id',
  'mrn, medical record number, hospital number, insurance number, health insurance number',
  'versichertennummer, krankenversicherungsnummer, sozialversicherungsnummer, personalausweis, iban',
  'dni, nie, nif, codice fiscale, bsn, pesel, cpf, initials, initialen, maiden name, geburtsname',
  'middle name, nickname, photo, ip, ip address, username, user name, facebook, instagram, website',
  'zip, zip code, postcode, post code, postal code, plz, postleitzahl, code postal, codigo postal',
  'cap, city, town, village, ort, wohnort, stadt, ville, ciudad, citta, stad, cidade, gps, latitude',
  'longitude, emergency contact, next of kin, contact, contact person, kontakt, ansprechpartner',
]

const targetOf = new Map<string, TargetName>(
  Object.entries(WORDS).flatMap(([target, lines]) =>
    phrases(lines).map((phrase) => [phrase, target as TargetName] as const),
  ),
)
const identifying = new Set(phrases(IDENTIFYING))

function phrases(lines: string[]): string[] {
  return lines.flatMap((line) => line.split(', ')).map(normalise)
}

/** The field that a header names, if it names one. */
export function targetNamed(header: string): TargetName | undefined {
  return targetOf.get(normalise(header))
}

/** Whether a header names something that identifies a person but is no field of ours. */
export function namesIdentifier(header: string): boolean {
  return identifying.has(normalise(header))
}
