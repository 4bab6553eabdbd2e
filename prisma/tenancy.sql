-- What the tables themselves guarantee, whoever writes: the enhanced client, raw SQL or a job.
-- Idempotent; applied after the migrations and in their transaction (src/lib/db/migrate.ts).
--
-- A refusal is raised with SQLSTATE SSP01 and a message `studyspace:<rule>:<sentence>`, which
-- src/lib/errors/problem.ts turns into an answer.

create or replace function studyspace_refuse(rule text, sentence text) returns void
language plpgsql as $$
begin
  raise exception using errcode = 'SSP01', message = format('studyspace:%s:%s', rule, sentence);
end $$;

-- Ids of rows that the database itself writes; PostgreSQL has uuidv7() from version 18 on only.
create or replace function studyspace_uuid7() returns text
language sql volatile as $$
  select encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
        from 1 for 6),
      52, 1), 53, 1), 'hex')::uuid::text
$$;

-- Who acts, as the connection was told (src/lib/db/pool.ts); null outside the door.
create or replace function studyspace_actor() returns text
language sql stable as $$ select nullif(current_setting('app.user_id', true), '') $$;

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
language plpgsql as $$
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
language plpgsql as $$
begin
  perform studyspace_keeps_owner(old."spaceId");
  return null;
end $$;

create or replace trigger space_keeps_owner after update of role or delete on "SpaceUser"
  for each row when (old.role = 'OWNER') execute function studyspace_owner_leaves();

create or replace function studyspace_owner_deactivated() returns trigger
language plpgsql as $$
begin
  perform studyspace_keeps_owner(m."spaceId") from "SpaceUser" m
    where m."userId" = new.id and m.role = 'OWNER' order by m."spaceId";
  return null;
end $$;

create or replace trigger space_keeps_owner after update of status on "User"
  for each row when (new.status = 'DEACTIVATED') execute function studyspace_owner_deactivated();

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
language plpgsql as $$
begin
  -- Cascades and our own triggers: the statement that began them was checked.
  if pg_trigger_depth() > 1 then return null; end if;
  -- Share-locked until the commit, so that a study cannot be closed between this check and the commit.
  perform from "Study" where id in (select "studyId" from changed) order by id for share;
  if exists (select from "Study" where id in (select "studyId" from changed) and status in ('CLOSED', 'ARCHIVED')) then
    perform studyspace_refuse('study_locked', 'This study is closed, so nothing in it can change. Reopen it first.');
  end if;
  if tg_op = 'INSERT' and tg_table_name = 'Participant'
     and exists (select from "Study" where id in (select "studyId" from changed) and status = 'PAUSED') then
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
language plpgsql as $$
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
language plpgsql as $$
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
