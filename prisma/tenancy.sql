-- Written by scripts/zenstack/tenancy.cjs from schema.zmodel. Do not edit.
-- Idempotent; applied after prisma/guarantees.sql, whose functions it uses.

-- User
alter table "User" enable row level security;
alter table "User" force row level security;
select studyspace_drop_policies('"User"');
create policy owner on "User" to current_user using (true) with check (true);
create policy fence_select on "User" for select using (id = (select studyspace_actor()) or exists (select from "SpaceUser" m where m."userId" = "User".id and m."spaceId" = (select studyspace_space())));
create policy fence_update on "User" for update using (id = (select studyspace_actor())) with check (id = (select studyspace_actor()));
select studyspace_grant('"User"', 'select, update ("updatedAt", "name")');

-- Space
alter table "Space" enable row level security;
alter table "Space" force row level security;
select studyspace_drop_policies('"Space"');
create policy owner on "Space" to current_user using (true) with check (true);
create policy fence_select on "Space" for select using (id = any ((select studyspace_spaces())::text[]));
create policy fence_update on "Space" for update using (id = (select studyspace_space())) with check (id = (select studyspace_space()));
select studyspace_grant('"Space"', 'select, update ("updatedAt", "name", "defaultLocale", "locales", "timeZone")');
create or replace trigger audit_insert after insert on "Space" referencing new table as changed for each statement execute function studyspace_audit('Space', 'id', 'updatedAt', '');
create or replace trigger audit_update after update on "Space" referencing old table as former new table as changed for each statement execute function studyspace_audit('Space', 'id', 'updatedAt', '');
create or replace trigger audit_truncate before truncate on "Space" for each statement execute function studyspace_no_truncate();

-- SpaceUser
alter table "SpaceUser" enable row level security;
alter table "SpaceUser" force row level security;
select studyspace_drop_policies('"SpaceUser"');
create policy owner on "SpaceUser" to current_user using (true) with check (true);
create policy fence_select on "SpaceUser" for select using ("userId" = (select studyspace_actor()) or "spaceId" = (select studyspace_space()));
create policy fence_update on "SpaceUser" for update using ("spaceId" = (select studyspace_space())) with check ("spaceId" = (select studyspace_space()));
create policy fence_delete on "SpaceUser" for delete using ("spaceId" = (select studyspace_space()));
select studyspace_grant('"SpaceUser"', 'select, delete, update ("updatedAt", "role", "expiresAt")');
create or replace trigger audit_insert after insert on "SpaceUser" referencing new table as changed for each statement execute function studyspace_audit('SpaceUser', 'spaceId', 'updatedAt,lastUsedAt', '');
create or replace trigger audit_update after update on "SpaceUser" referencing old table as former new table as changed for each statement execute function studyspace_audit('SpaceUser', 'spaceId', 'updatedAt,lastUsedAt', '');
create or replace trigger audit_delete after delete on "SpaceUser" referencing old table as changed for each statement execute function studyspace_audit('SpaceUser', 'spaceId', 'updatedAt,lastUsedAt', '');
create or replace trigger audit_truncate before truncate on "SpaceUser" for each statement execute function studyspace_no_truncate();

-- Invitation
alter table "Invitation" enable row level security;
alter table "Invitation" force row level security;
select studyspace_drop_policies('"Invitation"');
create policy owner on "Invitation" to current_user using (true) with check (true);
create policy fence on "Invitation" for all using ("spaceId" = (select studyspace_space())) with check ("spaceId" = (select studyspace_space()));
select studyspace_grant('"Invitation"', 'select, insert, delete, update ("updatedAt", "expiresAt")');
create or replace trigger audit_insert after insert on "Invitation" referencing new table as changed for each statement execute function studyspace_audit('Invitation', 'spaceId', 'updatedAt', 'email');
create or replace trigger audit_update after update on "Invitation" referencing old table as former new table as changed for each statement execute function studyspace_audit('Invitation', 'spaceId', 'updatedAt', 'email');
create or replace trigger audit_delete after delete on "Invitation" referencing old table as changed for each statement execute function studyspace_audit('Invitation', 'spaceId', 'updatedAt', 'email');
create or replace trigger audit_truncate before truncate on "Invitation" for each statement execute function studyspace_no_truncate();

-- Study
alter table "Study" enable row level security;
alter table "Study" force row level security;
select studyspace_drop_policies('"Study"');
create policy owner on "Study" to current_user using (true) with check (true);
create policy fence on "Study" for all using ("spaceId" = (select studyspace_space())) with check ("spaceId" = (select studyspace_space()));
select studyspace_grant('"Study"', 'select, insert, delete, update ("updatedAt", "title", "summary", "status", "blinding", "targetN", "ethicsRef", "registryId", "timeZone", "startsOn", "endsOn")');
create or replace trigger audit_insert after insert on "Study" referencing new table as changed for each statement execute function studyspace_audit('Study', 'spaceId', 'updatedAt', '');
create or replace trigger audit_update after update on "Study" referencing old table as former new table as changed for each statement execute function studyspace_audit('Study', 'spaceId', 'updatedAt', '');
create or replace trigger audit_delete after delete on "Study" referencing old table as changed for each statement execute function studyspace_audit('Study', 'spaceId', 'updatedAt', '');
create or replace trigger audit_truncate before truncate on "Study" for each statement execute function studyspace_no_truncate();

-- Arm
alter table "Arm" enable row level security;
alter table "Arm" force row level security;
select studyspace_drop_policies('"Arm"');
create policy owner on "Arm" to current_user using (true) with check (true);
create policy fence on "Arm" for all using ("spaceId" = (select studyspace_space())) with check ("spaceId" = (select studyspace_space()));
select studyspace_grant('"Arm"', 'select, insert, delete, update ("updatedAt", "key", "title", "maskedLabel", "ratio")');
create or replace trigger audit_insert after insert on "Arm" referencing new table as changed for each statement execute function studyspace_audit('Arm', 'spaceId', 'updatedAt', '');
create or replace trigger audit_update after update on "Arm" referencing old table as former new table as changed for each statement execute function studyspace_audit('Arm', 'spaceId', 'updatedAt', '');
create or replace trigger audit_delete after delete on "Arm" referencing old table as changed for each statement execute function studyspace_audit('Arm', 'spaceId', 'updatedAt', '');
create or replace trigger audit_truncate before truncate on "Arm" for each statement execute function studyspace_no_truncate();

-- Participant
alter table "Participant" enable row level security;
alter table "Participant" force row level security;
select studyspace_drop_policies('"Participant"');
create policy owner on "Participant" to current_user using (true) with check (true);
create policy fence on "Participant" for all using ("spaceId" = (select studyspace_space())) with check ("spaceId" = (select studyspace_space()));
select studyspace_grant('"Participant"', 'select, insert, delete, update ("updatedAt", "code", "status", "armId", "locale", "timeZone", "enrolledAt", "exitedAt", "exitReason", "isTest", "baseline")');
create or replace trigger audit_insert after insert on "Participant" referencing new table as changed for each statement execute function studyspace_audit('Participant', 'spaceId', 'updatedAt', '');
create or replace trigger audit_update after update on "Participant" referencing old table as former new table as changed for each statement execute function studyspace_audit('Participant', 'spaceId', 'updatedAt', '');
create or replace trigger audit_delete after delete on "Participant" referencing old table as changed for each statement execute function studyspace_audit('Participant', 'spaceId', 'updatedAt', '');
create or replace trigger audit_truncate before truncate on "Participant" for each statement execute function studyspace_no_truncate();

-- ParticipantIdentity
alter table "ParticipantIdentity" enable row level security;
alter table "ParticipantIdentity" force row level security;
select studyspace_drop_policies('"ParticipantIdentity"');
create policy owner on "ParticipantIdentity" to current_user using (true) with check (true);
create policy fence on "ParticipantIdentity" for all using ("spaceId" = (select studyspace_space())) with check ("spaceId" = (select studyspace_space()));
select studyspace_grant('"ParticipantIdentity"', 'select, insert, delete, update ("updatedAt", "givenName", "familyName", "email", "phone", "address", "birthDate")');
create or replace trigger audit_insert after insert on "ParticipantIdentity" referencing new table as changed for each statement execute function studyspace_audit('ParticipantIdentity', 'spaceId', 'updatedAt', 'givenName,familyName,email,phone,address,birthDate');
create or replace trigger audit_update after update on "ParticipantIdentity" referencing old table as former new table as changed for each statement execute function studyspace_audit('ParticipantIdentity', 'spaceId', 'updatedAt', 'givenName,familyName,email,phone,address,birthDate');
create or replace trigger audit_delete after delete on "ParticipantIdentity" referencing old table as changed for each statement execute function studyspace_audit('ParticipantIdentity', 'spaceId', 'updatedAt', 'givenName,familyName,email,phone,address,birthDate');
create or replace trigger audit_truncate before truncate on "ParticipantIdentity" for each statement execute function studyspace_no_truncate();

-- StatusEvent
alter table "StatusEvent" enable row level security;
alter table "StatusEvent" force row level security;
select studyspace_drop_policies('"StatusEvent"');
create policy owner on "StatusEvent" to current_user using (true) with check (true);
create policy fence on "StatusEvent" for select using ("spaceId" = (select studyspace_space()));
select studyspace_grant('"StatusEvent"', 'select');
create or replace trigger audit_insert after insert on "StatusEvent" referencing new table as changed for each statement execute function studyspace_audit('StatusEvent', 'spaceId', 'updatedAt', '');
create or replace trigger audit_update after update on "StatusEvent" referencing old table as former new table as changed for each statement execute function studyspace_audit('StatusEvent', 'spaceId', 'updatedAt', '');
create or replace trigger audit_delete after delete on "StatusEvent" referencing old table as changed for each statement execute function studyspace_audit('StatusEvent', 'spaceId', 'updatedAt', '');
create or replace trigger audit_truncate before truncate on "StatusEvent" for each statement execute function studyspace_no_truncate();

-- AuditEvent
alter table "AuditEvent" enable row level security;
alter table "AuditEvent" force row level security;
select studyspace_drop_policies('"AuditEvent"');
create policy owner on "AuditEvent" to current_user using (true) with check (true);
create policy fence on "AuditEvent" for select using ("spaceId" = (select studyspace_space()));
select studyspace_grant('"AuditEvent"', 'select');

-- AuditLink
alter table "AuditLink" enable row level security;
alter table "AuditLink" force row level security;
select studyspace_drop_policies('"AuditLink"');
create policy owner on "AuditLink" to current_user using (true) with check (true);
create policy fence on "AuditLink" for select using ("spaceId" = (select studyspace_space()));
select studyspace_grant('"AuditLink"', 'select');

-- Credential
alter table "Credential" enable row level security;
alter table "Credential" force row level security;
select studyspace_drop_policies('"Credential"');
create policy owner on "Credential" to current_user using (true) with check (true);
select studyspace_grant('"Credential"', '');

-- OidcAccount
alter table "OidcAccount" enable row level security;
alter table "OidcAccount" force row level security;
select studyspace_drop_policies('"OidcAccount"');
create policy owner on "OidcAccount" to current_user using (true) with check (true);
select studyspace_grant('"OidcAccount"', '');

-- Session
alter table "Session" enable row level security;
alter table "Session" force row level security;
select studyspace_drop_policies('"Session"');
create policy owner on "Session" to current_user using (true) with check (true);
select studyspace_grant('"Session"', '');

-- EmailToken
alter table "EmailToken" enable row level security;
alter table "EmailToken" force row level security;
select studyspace_drop_policies('"EmailToken"');
create policy owner on "EmailToken" to current_user using (true) with check (true);
select studyspace_grant('"EmailToken"', '');

-- DeletedSpace
alter table "DeletedSpace" enable row level security;
alter table "DeletedSpace" force row level security;
select studyspace_drop_policies('"DeletedSpace"');
create policy owner on "DeletedSpace" to current_user using (true) with check (true);
select studyspace_grant('"DeletedSpace"', '');

-- OutboxMessage
alter table "OutboxMessage" enable row level security;
alter table "OutboxMessage" force row level security;
select studyspace_drop_policies('"OutboxMessage"');
create policy owner on "OutboxMessage" to current_user using (true) with check (true);
select studyspace_grant('"OutboxMessage"', '');

-- RateLimit
alter table "RateLimit" enable row level security;
alter table "RateLimit" force row level security;
select studyspace_drop_policies('"RateLimit"');
create policy owner on "RateLimit" to current_user using (true) with check (true);
select studyspace_grant('"RateLimit"', '');
