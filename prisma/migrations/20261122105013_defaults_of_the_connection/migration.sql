-- The defaults are what the connection knows: who acts, and in which space. prisma/guarantees.sql says
-- how, after all migrations; a new database has to know the names before.
create or replace function studyspace_actor() returns text language sql stable as $$ select null::text $$;
create or replace function studyspace_space() returns text language sql stable as $$ select null::text $$;

-- AlterTable
ALTER TABLE "Arm" ALTER COLUMN "createdById" SET DEFAULT studyspace_actor(),
ALTER COLUMN "spaceId" SET DEFAULT studyspace_space();

-- AlterTable
ALTER TABLE "AuditEvent" ALTER COLUMN "createdById" SET DEFAULT studyspace_actor(),
ALTER COLUMN "spaceId" SET DEFAULT studyspace_space();

-- AlterTable
ALTER TABLE "AuditLink" ALTER COLUMN "createdById" SET DEFAULT studyspace_actor(),
ALTER COLUMN "spaceId" SET DEFAULT studyspace_space();

-- AlterTable
ALTER TABLE "File" ALTER COLUMN "createdById" SET DEFAULT studyspace_actor(),
ALTER COLUMN "spaceId" SET DEFAULT studyspace_space();

-- AlterTable
ALTER TABLE "Folder" ALTER COLUMN "createdById" SET DEFAULT studyspace_actor(),
ALTER COLUMN "spaceId" SET DEFAULT studyspace_space();

-- AlterTable
ALTER TABLE "Invitation" ALTER COLUMN "createdById" SET DEFAULT studyspace_actor(),
ALTER COLUMN "spaceId" SET DEFAULT studyspace_space();

-- AlterTable
ALTER TABLE "Participant" ALTER COLUMN "createdById" SET DEFAULT studyspace_actor(),
ALTER COLUMN "spaceId" SET DEFAULT studyspace_space();

-- AlterTable
ALTER TABLE "ParticipantIdentity" ALTER COLUMN "createdById" SET DEFAULT studyspace_actor(),
ALTER COLUMN "spaceId" SET DEFAULT studyspace_space();

-- AlterTable
ALTER TABLE "SavedView" ALTER COLUMN "createdById" SET DEFAULT studyspace_actor(),
ALTER COLUMN "spaceId" SET DEFAULT studyspace_space();

-- AlterTable
ALTER TABLE "StatusEvent" ALTER COLUMN "createdById" SET DEFAULT studyspace_actor(),
ALTER COLUMN "spaceId" SET DEFAULT studyspace_space();

-- AlterTable
ALTER TABLE "Study" ALTER COLUMN "createdById" SET DEFAULT studyspace_actor(),
ALTER COLUMN "spaceId" SET DEFAULT studyspace_space();
