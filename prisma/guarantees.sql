-- What the tables themselves guarantee, whoever writes: the enhanced client, raw SQL or a job.
-- Idempotent; applied after the migrations and in their transaction (src/lib/db/migrate.ts), and
-- followed by prisma/tenancy.sql, which is generated from schema.zmodel and uses the functions here.
--
-- A refusal is raised with SQLSTATE SSP01 and a message `studyspace:<rule>:<sentence>`, which
-- src/lib/errors/problem.ts turns into an answer.
--
-- Functions that must see or write more than the application's role may are SECURITY DEFINER: they
-- run as the owner of the tables, with the search path fixed here.

select set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

create or replace function studyspace_refuse(rule text, sentence text) returns void
language plpgsql as $$
begin
  raise exception using errcode = 'SSP01', message = format('studyspace:%s:%s', rule, sentence);
end $$;

-- Ids of rows that the database itself writes; PostgreSQL has uuidv7() from version 18 on only. The first
-- 15 characters of a random one (version 4) give way to the time and the version.
create or replace function studyspace_uuid7() returns text
language sql volatile as $$
  select overlay(gen_random_uuid()::text
    placing overlay(lpad(to_hex(floor(extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') placing '-' from 9 for 0) || '-7'
    from 1 for 15)
$$;

-- ------------------------------------------------------------------------------------------------
-- Who acts, and where: what the connection was told (src/lib/db/pool.ts), and what holds of it.
-- ------------------------------------------------------------------------------------------------

-- Null outside the door.
create or replace function studyspace_actor() returns text
language sql stable as $$ select nullif(current_setting('app.user_id', true), '') $$;

-- Asked by every statement, and planned once whatever plans the statement itself needs.
-- The active space, as long as the actor is a live member of it. The clock, not now(): a membership
-- that ends while a long transaction runs has ended.
create or replace function studyspace_space() returns text
language sql stable security definer set search_path from current set plan_cache_mode = force_generic_plan as $$
  select m."spaceId"
  from "SpaceUser" m
  join "Space" s on s.id = m."spaceId" and s.status = 'ACTIVE'
  join "User" u on u.id = m."userId" and u.status = 'ACTIVE'
  where m."userId" = nullif(current_setting('app.user_id', true), '')
    and m."spaceId" = nullif(current_setting('app.space_id', true), '')
    and (m."expiresAt" is null or m."expiresAt" > clock_timestamp())
$$;

-- All spaces that the actor is a live member of.
create or replace function studyspace_spaces() returns text[]
language sql stable security definer set search_path from current set plan_cache_mode = force_generic_plan as $$
  select array_agg(m."spaceId")
  from "SpaceUser" m
  join "User" u on u.id = m."userId" and u.status = 'ACTIVE'
  where m."userId" = nullif(current_setting('app.user_id', true), '')
    and (m."expiresAt" is null or m."expiresAt" > clock_timestamp())
$$;

-- ------------------------------------------------------------------------------------------------
-- For tenancy.sql: rights of the application's role, whose name the migration knows.
-- ------------------------------------------------------------------------------------------------

create or replace function studyspace_grant(target text, rights text) returns void
language plpgsql as $$
declare
  app text := current_setting('studyspace.app_role');
begin
  execute format('revoke all on %s from public, %I', target, app);
  if rights <> '' then
    execute format('grant %s on %s to %I', rights, target, app);
  end if;
end $$;

create or replace function studyspace_drop_policies(target text) returns void
language plpgsql as $$
declare
  policy record;
begin
  for policy in select polname from pg_policy where polrelid = target::regclass loop
    execute format('drop policy %I on %s', policy.polname, target);
  end loop;
end $$;

do $$
declare
  app text := current_setting('studyspace.app_role');
begin
  execute format('revoke all on schema %s from public, %I', quote_ident(current_schema()), app);
  execute format('grant usage on schema %s to %I', quote_ident(current_schema()), app);
  -- A temporary table could stand in for a real one.
  execute format('revoke temporary, create on database %I from public, %I', current_database(), app);
  execute format('revoke all on all tables in schema %s from public, %I', quote_ident(current_schema()), app);
end $$;

-- Under row-level security PostgreSQL uses an index only for comparisons that it holds for leak-proof.
-- The one of enum values compares two numbers and can tell nothing, but is not marked so. Only a
-- superuser may mark it; without, lists filtered by a rare status read more than they need to.
do $$
begin
  alter function pg_catalog.enum_eq(anyenum, anyenum) leakproof;
exception when insufficient_privilege then null;
end $$;

-- An import that multiplies a table has to refresh its statistics (src/lib/db/bulk.ts), which only
-- the owner may.
create or replace function studyspace_analyze(target regclass) returns void
language plpgsql security definer set search_path from current as $$
begin
  -- Only tables that the caller may fill.
  if has_table_privilege(session_user, target, 'insert') then
    execute format('analyze %s', target);
  end if;
end $$;

-- ------------------------------------------------------------------------------------------------
-- Where a row belongs and who made it never changes. ZenStack's field rules do not see a nested
-- updateMany, so the border stands here too.
-- ------------------------------------------------------------------------------------------------

create or replace function studyspace_write_once() returns trigger
language plpgsql as $$
begin
  perform studyspace_refuse('write_once', 'Where a record belongs and who made it cannot be changed.');
  return null;
end $$;

do $$
declare
  target record;
begin
  for target in
    select c.table_name::text as name,
           string_agg(format('old.%1$I is distinct from new.%1$I', c.column_name), ' or ' order by c.ordinal_position) as changed
    from information_schema.columns c
    where c.table_schema = current_schema()
      and c.column_name in ('id', 'spaceId', 'studyId', 'participantId', 'userId', 'createdAt', 'createdById')
      and exists (
        select from information_schema.columns s
        where s.table_schema = c.table_schema and s.table_name = c.table_name and s.column_name = 'spaceId')
    group by c.table_name
  loop
    execute format(
      'create or replace trigger write_once before update on %I for each row when (%s) execute function studyspace_write_once()',
      target.name, target.changed);
  end loop;
end $$;

-- ------------------------------------------------------------------------------------------------
-- A change is later than the one before, whatever clock the writer has: by this instant a reader knows
-- whether somebody else changed the row meanwhile (forms, If-Match).
-- ------------------------------------------------------------------------------------------------

create or replace function studyspace_later() returns trigger
language plpgsql as $$
begin
  new."updatedAt" := old."updatedAt" + interval '1 millisecond';
  return new;
end $$;

-- ------------------------------------------------------------------------------------------------
-- A write that is sent twice is carried out once (src/lib/db/once.ts). Whoever holds the key of the
-- caller lets others wait until the end of the transaction.
-- ------------------------------------------------------------------------------------------------

create or replace function studyspace_is_old(kept "KeptAnswer") returns boolean
language sql stable as $$
  select kept."createdAt" < now() - interval '24 hours'
$$;

create or replace function studyspace_claim(claimed text, meant text) returns table (fingerprint text, answer jsonb)
language plpgsql security definer set search_path from current as $$
declare
  actor constant text := studyspace_actor();
begin
  if actor is null then
    perform studyspace_refuse('claim', 'Nobody is known to write, so nothing can be kept.');
  end if;
  delete from "KeptAnswer" k where k."userId" = actor and k.key = claimed and studyspace_is_old(k);
  insert into "KeptAnswer" ("userId", key, fingerprint) values (actor, claimed, meant) on conflict do nothing;
  if found then
    return;
  end if;
  return query select k.fingerprint, k.answer from "KeptAnswer" k where k."userId" = actor and k.key = claimed;
end $$;

create or replace function studyspace_keep(claimed text, given jsonb) returns void
language plpgsql security definer set search_path from current as $$
begin
  update "KeptAnswer" set answer = given where "userId" = studyspace_actor() and key = claimed;
end $$;

-- ------------------------------------------------------------------------------------------------
-- A time zone is one that PostgreSQL knows, or dates could not be computed later.
-- ------------------------------------------------------------------------------------------------

create or replace function studyspace_time_zone() returns trigger
language plpgsql as $$
begin
  perform now() at time zone new."timeZone";
  return new;
exception when invalid_parameter_value then
  perform studyspace_refuse('time_zone', format('"%s" is not a known time zone. Choose one such as Europe/Berlin.', new."timeZone"));
  return null;
end $$;

do $$
declare
  target text;
begin
  for target in
    select table_name from information_schema.columns
    where table_schema = current_schema() and column_name = 'timeZone'
  loop
    execute format('create or replace trigger time_zone before insert or update of "timeZone" on %I for each row when (new."timeZone" is not null) execute function studyspace_time_zone()', target);
  end loop;
end $$;

-- ------------------------------------------------------------------------------------------------
-- A space always keeps an owner who can sign in.
-- ------------------------------------------------------------------------------------------------

create or replace function studyspace_keeps_owner(space text) returns void
language plpgsql security definer set search_path from current as $$
begin
  -- One at a time per space: of two owners who step down at once, the second is refused.
  perform from "Space" where id = space for no key update;
  if not found then return; end if;
  if not exists (
    select from "SpaceUser" m join "User" u on u.id = m."userId"
    where m."spaceId" = space and m.role = 'OWNER' and u.status = 'ACTIVE'
  ) then
    perform studyspace_refuse('space_keeps_owner', 'A space needs an owner. Make somebody else an owner first.');
  end if;
end $$;

create or replace function studyspace_owner_leaves() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  perform studyspace_keeps_owner(old."spaceId");
  return null;
end $$;

create or replace trigger space_keeps_owner after update of role or delete on "SpaceUser"
  for each row when (old.role = 'OWNER') execute function studyspace_owner_leaves();

create or replace function studyspace_owner_deactivated() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  perform studyspace_keeps_owner(m."spaceId") from "SpaceUser" m
    where m."userId" = new.id and m.role = 'OWNER' order by m."spaceId";
  return null;
end $$;

create or replace trigger space_keeps_owner after update of status on "User"
  for each row when (new.status = 'DEACTIVATED') execute function studyspace_owner_deactivated();

-- ------------------------------------------------------------------------------------------------
-- API keys: the user of a key (kind SERVICE) is a member of one space, never an owner, and nobody signs
-- in as it. A key ends with its membership, whoever ends that.
-- ------------------------------------------------------------------------------------------------

create or replace function studyspace_key_member() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  -- Locked: of two memberships that are made at once, the second finds the first.
  perform from "User" where id = new."userId" and kind = 'SERVICE' for no key update;
  if found and (tg_op = 'UPDATE' or new.role = 'OWNER'
                or exists (select from "SpaceUser" where "userId" = new."userId")) then
    perform studyspace_refuse('key_member', 'An API key belongs to one space and keeps its role. Make another key instead.');
  end if;
  return new;
end $$;

create or replace trigger key_member before insert or update of role, "expiresAt" on "SpaceUser"
  for each row execute function studyspace_key_member();

create or replace function studyspace_key_ends() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  update "User" set status = 'DEACTIVATED', "updatedAt" = now() where id = old."userId" and kind = 'SERVICE';
  if not found then return null; end if;
  delete from "ApiKeySecret" where "keyId" in (
    select id from "ApiKey" where "spaceId" = old."spaceId" and "userId" = old."userId");
  update "ApiKey" set "revokedAt" = now(), "updatedAt" = now()
    where "spaceId" = old."spaceId" and "userId" = old."userId" and "revokedAt" is null;
  return null;
end $$;

create or replace trigger key_ends after delete on "SpaceUser"
  for each row execute function studyspace_key_ends();

-- With its space, a key may go before its membership.
create or replace function studyspace_key_deleted() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  delete from "ApiKeySecret" where "keyId" = old.id;
  return null;
end $$;

create or replace trigger key_deleted after delete on "ApiKey"
  for each row execute function studyspace_key_deleted();

create or replace function studyspace_key_signs_in() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  if exists (select from "User" where id = new."userId" and kind = 'SERVICE') then
    perform studyspace_refuse('key_signs_in', 'Nobody signs in as an API key.');
  end if;
  return new;
end $$;

do $$
declare
  target text;
begin
  foreach target in array array['Credential', 'OidcAccount', 'Session'] loop
    execute format('create or replace trigger key_signs_in before insert or update of "userId" on %I for each row execute function studyspace_key_signs_in()', target);
  end loop;
end $$;

create or replace function studyspace_user_kind() returns trigger
language plpgsql as $$
begin
  perform studyspace_refuse('user_kind', 'A person does not become an API key, nor the other way round.');
  return null;
end $$;

create or replace trigger user_kind before update of kind on "User"
  for each row when (old.kind <> new.kind) execute function studyspace_user_kind();

-- ------------------------------------------------------------------------------------------------
-- A study's status decides what may change in it.
-- ------------------------------------------------------------------------------------------------

create or replace function studyspace_study_change() returns trigger
language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    -- Deleting the whole space reaches here as a cascade and passes.
    if pg_trigger_depth() = 1 and old.status not in ('DRAFT', 'ARCHIVED') then
      perform studyspace_refuse('study_delete', 'Only a draft or an archived study can be deleted. Archive it first.');
    end if;
    return old;
  end if;
  if old.status in ('CLOSED', 'ARCHIVED')
     and to_jsonb(new) - array['status', 'updatedAt'] is distinct from to_jsonb(old) - array['status', 'updatedAt'] then
    perform studyspace_refuse('study_locked', 'This study is closed, so nothing in it can change. Reopen it first.');
  end if;
  if new.status <> old.status and not (old.status::text || '>' || new.status::text) = any (array[
    'DRAFT>LIVE', 'DRAFT>ARCHIVED', 'LIVE>PAUSED', 'LIVE>CLOSED', 'PAUSED>LIVE', 'PAUSED>CLOSED',
    'CLOSED>LIVE', 'CLOSED>ARCHIVED', 'ARCHIVED>CLOSED'
  ]) then
    perform studyspace_refuse('study_status', format('A study cannot go from %s to %s.', lower(old.status::text), lower(new.status::text)));
  end if;
  return new;
end $$;

create or replace trigger study_change before update or delete on "Study"
  for each row execute function studyspace_study_change();

create or replace function studyspace_study_lock() returns trigger
language plpgsql security definer set search_path from current as $$
declare
  locked boolean;
  paused boolean;
begin
  -- Cascades and our own triggers: the statement that began them was checked.
  if pg_trigger_depth() > 1 then return null; end if;
  -- Share-locked until the commit, so that a study cannot be closed between this check and the commit.
  select bool_or(status in ('CLOSED', 'ARCHIVED')), bool_or(status = 'PAUSED') into locked, paused
    from (select status from "Study" where id in (select "studyId" from changed) order by id for share) s;
  if locked then
    perform studyspace_refuse('study_locked', 'This study is closed, so nothing in it can change. Reopen it first.');
  end if;
  if paused and tg_op = 'INSERT' and tg_table_name = 'Participant' then
    perform studyspace_refuse('study_paused', 'This study is paused and takes no new participants. Resume it first.');
  end if;
  return null;
end $$;

do $$
declare
  target text;
begin
  for target in
    select table_name from information_schema.columns
    where table_schema = current_schema() and column_name = 'studyId'
  loop
    execute format('create or replace trigger study_lock_insert after insert on %I referencing new table as changed for each statement execute function studyspace_study_lock()', target);
    execute format('create or replace trigger study_lock_update after update on %I referencing new table as changed for each statement execute function studyspace_study_lock()', target);
    -- Who somebody is can be erased at any time, in a closed study too.
    if target <> 'ParticipantIdentity' then
      execute format('create or replace trigger study_lock_delete after delete on %I referencing old table as changed for each statement execute function studyspace_study_lock()', target);
    end if;
  end loop;
end $$;

-- ------------------------------------------------------------------------------------------------
-- Participants: dates that follow from the status, and the history of the status.
-- ------------------------------------------------------------------------------------------------

create or replace function studyspace_participant_dates() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  if new.status in ('ENROLLED', 'COMPLETED', 'WITHDRAWN', 'LOST') then
    new."enrolledAt" := coalesce(new."enrolledAt", now());
  end if;
  if new.status in ('COMPLETED', 'WITHDRAWN', 'LOST') then
    new."exitedAt" := coalesce(new."exitedAt", now());
  else
    new."exitedAt" := null;
    if new.status <> 'EXCLUDED' then new."exitReason" := null; end if;
  end if;
  if new."enrolledAt" is null then
    new."enrolledOn" := null;
  elsif tg_op = 'INSERT' or new."enrolledAt" is distinct from old."enrolledAt" or new."enrolledOn" is distinct from old."enrolledOn" then
    new."enrolledOn" := (select (new."enrolledAt" at time zone s."timeZone")::date from "Study" s where s.id = new."studyId");
  end if;
  return new;
end $$;

create or replace trigger participant_dates before insert or update on "Participant"
  for each row execute function studyspace_participant_dates();

create or replace function studyspace_status_events() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  if tg_op = 'INSERT' then
    -- One who arrives beyond enrolment (an import) gets both steps.
    insert into "StatusEvent" (id, "createdAt", "updatedAt", "createdById", "spaceId", "studyId", "participantId", "from", "to", at, reason)
    select studyspace_uuid7(), now(), now(), coalesce(studyspace_actor(), p."createdById"), p."spaceId", p."studyId", p.id, step."from", step."to", step.at, step.reason
    from changed p
    cross join lateral (
      select null::"ParticipantStatus" as "from",
             case when p."enrolledAt" is null then p.status else 'ENROLLED' end as "to",
             coalesce(p."enrolledAt", p."createdAt") as at,
             case when p."enrolledAt" is null then p."exitReason" end as reason
      union all
      select 'ENROLLED', p.status, coalesce(p."exitedAt", p."createdAt"), p."exitReason"
      where p."enrolledAt" is not null and p.status <> 'ENROLLED'
    ) step;
  else
    insert into "StatusEvent" (id, "createdAt", "updatedAt", "createdById", "spaceId", "studyId", "participantId", "from", "to", at, reason)
    select studyspace_uuid7(), now(), now(), coalesce(studyspace_actor(), p."createdById"), p."spaceId", p."studyId", p.id, former.status, p.status,
           case when p.status in ('COMPLETED', 'WITHDRAWN', 'LOST') then p."exitedAt"
                when p.status = 'ENROLLED' and former."enrolledAt" is null then p."enrolledAt"
                else now() end,
           p."exitReason"
    from changed p join former on former.id = p.id
    where former.status <> p.status;
  end if;
  return null;
end $$;

create or replace trigger status_events_insert after insert on "Participant"
  referencing new table as changed for each statement execute function studyspace_status_events();
create or replace trigger status_events_update after update on "Participant"
  referencing old table as former new table as changed for each statement execute function studyspace_status_events();

create or replace function studyspace_append_only() returns trigger
language plpgsql as $$
begin
  -- A deleted participant takes its history along (cascade); nobody else touches it.
  if pg_trigger_depth() = 1 then
    perform studyspace_refuse('append_only', 'History cannot be changed.');
  end if;
  return null;
end $$;

create or replace trigger append_only before update or delete or truncate on "StatusEvent"
  for each statement execute function studyspace_append_only();

-- ------------------------------------------------------------------------------------------------
-- Files: folders are a tree, the trash keeps its own time, and no object is forgotten.
-- ------------------------------------------------------------------------------------------------

-- How deep a folder lies; refused where it, or a folder around it, is in the trash. Holds the folders
-- as they are until the commit. Runs as the caller, who sees the folders of the active space only; one
-- that is not seen is left to the foreign key.
create or replace function studyspace_folder_depth(folder text, space text, moved text) returns integer
language plpgsql as $$
declare
  place text := folder;
  depth integer := 0;
  around record;
begin
  while place is not null loop
    if place = moved then
      perform studyspace_refuse('folder_place', 'A folder cannot be moved into itself or into a folder inside it.');
    end if;
    select "parentId", "trashedAt" into around from "Folder" where id = place and "spaceId" = space for share;
    exit when not found;
    if around."trashedAt" is not null then
      perform studyspace_refuse('folder_trashed', 'This folder is in the trash. Restore it first, or choose another one.');
    end if;
    depth := depth + 1;
    place := around."parentId";
  end loop;
  return depth;
end $$;

-- Who puts something into the trash cannot say since when: it is deleted for good after a while.
create or replace function studyspace_trashed_at(former timestamptz, wanted timestamptz) returns timestamptz
language sql stable as $$ select case when wanted is not null then coalesce(former, now()) end $$;

create or replace function studyspace_folder_place() returns trigger
language plpgsql as $$
declare
  height integer;
begin
  new."trashedAt" := studyspace_trashed_at(case when tg_op = 'UPDATE' then old."trashedAt" end, new."trashedAt");
  if new."parentId" is null or new."trashedAt" is not null and tg_op = 'UPDATE' and new."parentId" is not distinct from old."parentId" then
    return new;
  end if;
  -- One at a time per space: two folders that are moved into each other at once would leave the tree.
  perform pg_advisory_xact_lock(hashtextextended('studyspace folders ' || new."spaceId", 0));
  with recursive inside (id, depth) as (
    select new.id, 1
    union all
    select f.id, i.depth + 1 from "Folder" f join inside i on f."parentId" = i.id and f."spaceId" = new."spaceId"
    where i.depth < 20
  ) select max(depth) into height from inside;
  if studyspace_folder_depth(new."parentId", new."spaceId", new.id) + height > 10 then
    perform studyspace_refuse('folder_place', 'Folders can be at most ten deep. Choose a place further up.');
  end if;
  return new;
end $$;

create or replace trigger folder_place before insert or update of "parentId", "trashedAt" on "Folder"
  for each row execute function studyspace_folder_place();

create or replace function studyspace_file_place() returns trigger
language plpgsql as $$
begin
  new."trashedAt" := studyspace_trashed_at(case when tg_op = 'UPDATE' then old."trashedAt" end, new."trashedAt");
  if new."trashedAt" is null or tg_op = 'INSERT' or new."folderId" is distinct from old."folderId" then
    perform studyspace_folder_depth(new."folderId", new."spaceId", null);
  end if;
  return new;
end $$;

create or replace trigger file_place before insert or update of "folderId", "trashedAt" on "File"
  for each row execute function studyspace_file_place();

-- Whatever deletes a file (a person, a folder or a space around it, SQL typed by hand) leaves a note of
-- its object, in the same transaction. The key is the one of src/lib/storage/disk.ts.
create or replace function studyspace_stray_objects() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  insert into "StrayObject" (key, "dueAt")
  select "spaceId" || '/' || id, now() from deleted
  on conflict (key) do update set "dueAt" = excluded."dueAt";
  return null;
end $$;

create or replace trigger stray_objects after delete on "File"
  referencing old table as deleted for each statement execute function studyspace_stray_objects();

-- ------------------------------------------------------------------------------------------------
-- The audit trail: triggers of tenancy.sql write one AuditEvent for each row, and at the commit one
-- AuditLink for each transaction and space, whose hash covers the events and the link before it
-- (src/lib/audit/verify.ts checks the chain). Linking at the commit makes writers in one space wait
-- for each other only while they commit.
-- ------------------------------------------------------------------------------------------------

-- What an event says, in one unambiguous text.
create or replace function studyspace_audit_content(event "AuditEvent") returns text
language sql stable as $$
  select jsonb_build_array(
    event.id, (extract(epoch from event."createdAt") * 1000)::bigint, event."spaceId",
    event."createdById", event.action, event.entity, event."entityId", event.changes,
    event.reason, event."requestId")::text
$$;

-- The link that the events of this transaction in `space` belong to: begun at the first of them.
-- Kept with the id of the transaction, so that a value left over from another one does not count.
create or replace function studyspace_audit_link(space text, out link text, out begun boolean)
language plpgsql set enable_seqscan = off as $$
declare
  kept jsonb := coalesce(nullif(current_setting('studyspace.audit', true), ''), '{}')::jsonb;
  transaction text := pg_current_xact_id()::text;
begin
  if kept->>'transaction' is distinct from transaction then
    kept := jsonb_build_object('transaction', transaction);
  end if;
  link := kept->>space;
  begun := link is null;
  -- A link without events yet has not begun: the statement that asked for it changed nothing.
  if not begun then
    begun := exists (select from "AuditLink" where id = link)
      or not exists (select from "AuditEvent" where "linkId" = link);
  end if;
  if begun then
    link := studyspace_uuid7();
    perform set_config('studyspace.audit', (kept || jsonb_build_object(space, link))::text, true);
  end if;
end $$;

-- A value as the trail keeps it: of `by_reference` only where it stands (or stood), never the value. One
-- plain expression, which PostgreSQL takes into the statement that calls it; what it cannot take in costs
-- several times as much for each row.
create or replace function studyspace_audit_value(entity text, id text, key text, value jsonb, by_reference text[]) returns jsonb
language sql stable as $$
  select case when value <> 'null' and key = any (by_reference) then to_jsonb(entity || '/' || id || '/' || key) else value end
$$;

drop function if exists studyspace_audit_row;
drop function if exists studyspace_audit_changes;

-- Arguments: the model, its column with the space, the columns that are never recorded, those that
-- are recorded by reference only, and whether rows that another trigger writes are left out, because
-- they follow from a change that is recorded.
create or replace function studyspace_audit() returns trigger
language plpgsql security definer set search_path from current as $$
declare
  entity constant text := tg_argv[0];
  space_column constant text := tg_argv[1];
  never constant text[] := string_to_array(tg_argv[2], ',');
  by_reference constant text[] := string_to_array(tg_argv[3], ',');
  actor constant text := coalesce(studyspace_actor(), 'system');
  reason constant text := nullif(current_setting('app.reason', true), '');
  request constant text := nullif(current_setting('app.request_id', true), '');
  spaces text[];
  space text;
  link record;
  links jsonb := '{}';
  begun jsonb := '{}';
begin
  if tg_argv[4] = 'derived' and pg_trigger_depth() > 1 then return null; end if;
  -- Two statements, because a table has one of the columns only.
  if space_column = 'id' then
    spaces := array(select c.id from changed c);
  else
    spaces := array(select distinct c."spaceId" from changed c);
  end if;
  -- A space that is being deleted takes its trail along.
  for space in select id from "Space" where id = any (spaces) loop
    link := studyspace_audit_link(space);
    links := links || jsonb_build_object(space, link.link);
    begun := begun || jsonb_build_object(space, link.begun);
  end loop;
  if links = '{}' then return null; end if;

  -- "offset 0" keeps PostgreSQL from building the JSON of a row once for each place that reads it.
  if tg_op = 'UPDATE' then
    insert into "AuditEvent" (id, "createdAt", "updatedAt", "createdById", "spaceId", action, entity, "entityId", changes, reason, "requestId", "linkId", opens)
    select studyspace_uuid7(), clock_timestamp(), clock_timestamp(), actor, e.space, 'update', entity, e.id, e.changes, reason, request,
           links->>e.space, (begun->e.space)::boolean and row_number() over (partition by e.space) = 1
    from (
      -- The columns that differ: {column: [before, after]}.
      select r.changed->>'id' as id, r.changed->>space_column as space, (
        select jsonb_object_agg(key, jsonb_build_array(
          studyspace_audit_value(entity, r.changed->>'id', key, r.former->key, by_reference),
          studyspace_audit_value(entity, r.changed->>'id', key, r.changed->key, by_reference)))
        from jsonb_object_keys(r.changed - never) as key
        where r.former->key is distinct from r.changed->key) as changes
      from (select to_jsonb(f) as former, to_jsonb(c) as changed from changed c join former f on f.id = c.id offset 0) r
      where r.former - never <> r.changed - never
    ) e where links ? e.space;
  else
    insert into "AuditEvent" (id, "createdAt", "updatedAt", "createdById", "spaceId", action, entity, "entityId", changes, reason, "requestId", "linkId", opens)
    select studyspace_uuid7(), clock_timestamp(), clock_timestamp(), actor, e.space, case tg_op when 'INSERT' then 'create' else 'delete' end,
           entity, e.id,
           case when by_reference = '{}' then e.kept else e.kept || jsonb_object(by_reference, array(
             select case when e.kept->>key is not null then entity || '/' || e.id || '/' || key end
             from unnest(by_reference) as key)) end,
           reason, request, links->>e.space, (begun->e.space)::boolean and row_number() over (partition by e.space) = 1
    from (
      select r.row->>'id' as id, r.row->>space_column as space, r.row - never as kept
      from (select to_jsonb(c) as row from changed c offset 0) r
      offset 0
    ) e where links ? e.space;
  end if;
  return null;
end $$;

-- Reads that matter: the door calls this before it hands out what was read.
create or replace function studyspace_audit_read(read_action text, read_entity text, ids text[], details jsonb) returns void
language plpgsql security definer set search_path from current as $$
declare
  space constant text := studyspace_space();
  link record;
begin
  if space is null or read_action not in ('reveal', 'export') then
    perform studyspace_refuse('audit_read', 'This read cannot be recorded, so it is refused.');
  end if;
  link := studyspace_audit_link(space);
  insert into "AuditEvent" (id, "createdAt", "updatedAt", "createdById", "spaceId", action, entity, "entityId", changes, reason, "requestId", "linkId", opens)
  select studyspace_uuid7(), clock_timestamp(), clock_timestamp(), studyspace_actor(), space, read_action, read_entity, read.id, details,
         nullif(current_setting('app.reason', true), ''), nullif(current_setting('app.request_id', true), ''),
         link.link, link.begun and read.position = 1
  from unnest(ids) with ordinality as read (id, position);
end $$;

-- At the commit, once for each transaction and space. A connection may plan this while the trail is empty,
-- and would read all of it ever after, were it not for the setting.
create or replace function studyspace_audit_seal() returns trigger
language plpgsql security definer set search_path from current set enable_seqscan = off as $$
declare
  former record;
  digest text;
  events integer;
begin
  -- The space, or this very event, may be gone by now.
  if not exists (select from "AuditEvent" where id = new.id) then return null; end if;
  perform pg_advisory_xact_lock(hashtextextended('studyspace audit ' || new."spaceId", 0));
  select number, hash into former from "AuditLink" where "spaceId" = new."spaceId" order by number desc limit 1;
  -- The digests are sorted, not the events, which would not fit into memory.
  select count(*), encode(sha256(string_agg(e.digest, '' order by e.id collate "C")), 'hex')
    into events, digest
    from (
      select id, sha256(convert_to(studyspace_audit_content(event), 'UTF8')) as digest
      from "AuditEvent" event where "linkId" = new."linkId" offset 0
    ) e;
  insert into "AuditLink" (id, "createdAt", "updatedAt", "createdById", "spaceId", number, events, previous, hash)
  values (new."linkId", clock_timestamp(), clock_timestamp(), new."createdById", new."spaceId",
          coalesce(former.number, 0) + 1, events, coalesce(former.hash, ''),
          encode(sha256(convert_to(jsonb_build_array(coalesce(former.hash, ''), new."spaceId", coalesce(former.number, 0) + 1, new."linkId", events, digest)::text, 'UTF8')), 'hex'));
  return null;
end $$;

drop trigger if exists audit_seal on "AuditEvent";
create constraint trigger audit_seal after insert on "AuditEvent" deferrable initially deferred
  for each row when (new.opens) execute function studyspace_audit_seal();

create or replace function studyspace_no_truncate() returns trigger
language plpgsql as $$
begin
  perform studyspace_refuse('no_truncate', 'Emptying a whole table would not be recorded. Delete rows instead.');
  return null;
end $$;

create or replace trigger append_only before update or delete or truncate on "AuditEvent"
  for each statement execute function studyspace_append_only();
create or replace trigger append_only before update or delete or truncate on "AuditLink"
  for each statement execute function studyspace_append_only();

-- What remains of a deleted space: that it was there, who deleted it, and where its trail ended.
create or replace function studyspace_space_deleted() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  insert into "DeletedSpace" (id, "deletedAt", "deletedById", slug, links, hash)
  select old.id, clock_timestamp(), coalesce(studyspace_actor(), 'system'), old.slug, coalesce(max(number), 0),
         coalesce((array_agg(hash order by number desc))[1], '')
  from "AuditLink" where "spaceId" = old.id;
  return old;
end $$;

create or replace trigger space_deleted before delete on "Space"
  for each row execute function studyspace_space_deleted();

-- ------------------------------------------------------------------------------------------------
-- Webhooks: triggers of tenancy.sql write what is to be told into "WebhookDelivery", in the transaction
-- of the change, and wake a server (src/lib/webhooks/worker.ts) at its commit.
-- ------------------------------------------------------------------------------------------------

-- Arguments: what the model is called in events, and the columns whose change is no event.
create or replace function studyspace_webhook_events() returns trigger
language plpgsql security definer set search_path from current as $$
declare
  event constant text := tg_argv[0] || case tg_op when 'INSERT' then '.created' when 'UPDATE' then '.updated' else '.deleted' end;
  never constant text[] := string_to_array(tg_argv[1], ',');
  hook record;
begin
  -- Locked until the commit, so that a webhook that goes cannot make this change fail; one that is going
  -- is passed over. So is a space that is being deleted.
  for hook in
    select w.id, w."spaceId" from "Webhook" w
    where w."spaceId" in (select c."spaceId" from changed c) and w.enabled and event = any (w.events)
      and exists (select from "Space" s where s.id = w."spaceId")
    for key share of w skip locked
  loop
    if tg_op = 'UPDATE' then
      insert into "WebhookDelivery" (id, "createdAt", "updatedAt", "createdById", "spaceId", "webhookId", type, "entityId", changed)
      select studyspace_uuid7(), clock_timestamp(), clock_timestamp(), coalesce(studyspace_actor(), 'system'), hook."spaceId", hook.id, event, e.id, e.columns
      from (
        select r.changed->>'id' as id, array(
          select key from jsonb_object_keys(r.changed - never) as key
          where r.former->key is distinct from r.changed->key) as columns
        from (
          select to_jsonb(f) as former, to_jsonb(c) as changed
          from changed c join former f on f.id = c.id
          where c."spaceId" = hook."spaceId" offset 0
        ) r offset 0
      ) e where e.columns <> '{}';
    else
      insert into "WebhookDelivery" (id, "createdAt", "updatedAt", "createdById", "spaceId", "webhookId", type, "entityId", changed)
      select studyspace_uuid7(), clock_timestamp(), clock_timestamp(), coalesce(studyspace_actor(), 'system'), hook."spaceId", hook.id, event, c.id, '{}'
      from changed c where c."spaceId" = hook."spaceId";
    end if;
    -- One job for each statement and webhook, without a key and a queue of its own: of two writers in one
    -- space the second would wait for the first to commit.
    if found then
      perform graphile_worker.add_job('deliver_webhook', json_build_object('webhook', hook.id), max_attempts => 3);
    end if;
  end loop;
  return null;
end $$;

-- What happened stays; how its delivery goes is written by the server.
create or replace trigger append_only before update of id, "createdAt", "createdById", "spaceId", "webhookId", type, "entityId", changed or truncate on "WebhookDelivery"
  for each statement execute function studyspace_append_only();

-- Whatever deletes a webhook takes its secrets along.
create or replace function studyspace_webhook_deleted() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  delete from "WebhookSecret" where "webhookId" in (select id from deleted);
  return null;
end $$;

create or replace trigger webhook_deleted after delete on "Webhook"
  referencing old table as deleted for each statement execute function studyspace_webhook_deleted();
