/** Invented people; `latin` is for e-mail addresses. */
export type Culture = {
  locale: string
  given: readonly [Name, ...Name[]]
  family: readonly [Name, ...Name[]]
}

type Name = { written: string; latin: string }

const same = (...names: [string, ...string[]]) =>
  names.map((name) => ({
    written: name,
    latin: name
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replaceAll('ı', 'i')
      .replaceAll('ß', 'ss')
      .toLowerCase(),
  })) as [Name, ...Name[]]

const pairs = (...names: [[string, string], ...[string, string][]]) =>
  names.map(([written, latin]) => ({ written, latin })) as [Name, ...Name[]]

export const german: Culture = {
  locale: 'de',
  given: same('Anna', 'Jonas', 'Miriam', 'Lukas', 'Käthe', 'Finn', 'Johanna', 'Emil', 'Greta'),
  family: same('Brandt', 'Vogel', 'Krüger', 'Weiß', 'Lindner', 'Sommer', 'Jäger', 'Hartwig'),
}

export const english: Culture = {
  locale: 'en',
  given: same('Olivia', 'Samuel', 'Chidi', 'Priya', 'Aoife', 'Marcus', 'Wanjiru', 'Tom', 'Grace'),
  family: same('Okafor', 'Whitaker', 'Nair', 'Byrne', 'Mwangi', 'Ashworth', 'Campbell', 'Reyes'),
}

export const turkish: Culture = {
  locale: 'tr',
  given: same('Elif', 'Emre', 'Zeynep', 'Mert', 'Ayşe', 'Deniz', 'Kerem'),
  family: same('Yıldız', 'Demir', 'Çelik', 'Aydın', 'Koç', 'Şahin'),
}

export const arabic: Culture = {
  locale: 'ar',
  given: pairs(
    ['ليلى', 'layla'],
    ['عمر', 'omar'],
    ['نور', 'nour'],
    ['يوسف', 'yousef'],
    ['سلمى', 'salma'],
    ['كريم', 'karim'],
    ['هالة', 'hala'],
    ['رامي', 'rami'],
  ),
  family: pairs(
    ['حداد', 'haddad'],
    ['الخطيب', 'alkhatib'],
    ['منصور', 'mansour'],
    ['درويش', 'darwish'],
    ['النجار', 'alnajjar'],
    ['سليمان', 'suleiman'],
  ),
}

export const persian: Culture = {
  locale: 'fa',
  given: pairs(
    ['آرش', 'arash'],
    ['نسرین', 'nasrin'],
    ['پارسا', 'parsa'],
    ['شیرین', 'shirin'],
    ['داریوش', 'dariush'],
  ),
  family: pairs(
    ['کریمی', 'karimi'],
    ['رستمی', 'rostami'],
    ['احمدی', 'ahmadi'],
    ['فرهادی', 'farhadi'],
  ),
}

export const ukrainian: Culture = {
  locale: 'uk',
  given: pairs(
    ['Оксана', 'oksana'],
    ['Тарас', 'taras'],
    ['Соломія', 'solomiia'],
    ['Андрій', 'andrii'],
    ['Дарина', 'daryna'],
    ['Богдан', 'bohdan'],
  ),
  family: pairs(
    ['Шевчук', 'shevchuk'],
    ['Коваленко', 'kovalenko'],
    ['Бондар', 'bondar'],
    ['Мельник', 'melnyk'],
    ['Лисенко', 'lysenko'],
  ),
}
