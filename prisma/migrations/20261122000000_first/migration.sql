-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('OWNER', 'ADMIN', 'COORDINATOR', 'VIEWER');

-- CreateEnum
CREATE TYPE "UserKind" AS ENUM ('HUMAN', 'SERVICE', 'PARTICIPANT');

-- CreateEnum
CREATE TYPE "UserStatus" AS ENUM ('ACTIVE', 'DEACTIVATED');

-- CreateEnum
CREATE TYPE "SpaceStatus" AS ENUM ('ACTIVE', 'SUSPENDED');

-- CreateEnum
CREATE TYPE "StudyStatus" AS ENUM ('DRAFT', 'LIVE', 'PAUSED', 'CLOSED', 'ARCHIVED');

-- CreateEnum
CREATE TYPE "Blinding" AS ENUM ('OPEN', 'SINGLE', 'DOUBLE');

-- CreateEnum
CREATE TYPE "ParticipantStatus" AS ENUM ('SCREENING', 'EXCLUDED', 'ENROLLED', 'COMPLETED', 'WITHDRAWN', 'LOST');

-- CreateEnum
CREATE TYPE "EmailTokenPurpose" AS ENUM ('SIGN_UP', 'INVITATION', 'PASSWORD_RESET');

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "UserKind" NOT NULL DEFAULT 'HUMAN',
    "status" "UserStatus" NOT NULL DEFAULT 'ACTIVE',

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Space" (
    "id" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "defaultLocale" TEXT NOT NULL DEFAULT 'en',
    "locales" TEXT[] DEFAULT ARRAY['en']::TEXT[],
    "timeZone" TEXT NOT NULL DEFAULT 'UTC',
    "status" "SpaceStatus" NOT NULL DEFAULT 'ACTIVE',

    CONSTRAINT "Space_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SpaceUser" (
    "id" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "spaceId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SpaceUser_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" TEXT NOT NULL,
    "spaceId" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Study" (
    "id" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" TEXT NOT NULL,
    "spaceId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "status" "StudyStatus" NOT NULL DEFAULT 'DRAFT',
    "blinding" "Blinding" NOT NULL DEFAULT 'OPEN',
    "targetN" INTEGER,
    "ethicsRef" TEXT,
    "registryId" TEXT,
    "timeZone" TEXT NOT NULL DEFAULT 'UTC',
    "startsOn" DATE,
    "endsOn" DATE,

    CONSTRAINT "Study_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Arm" (
    "id" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" TEXT NOT NULL,
    "spaceId" TEXT NOT NULL,
    "studyId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "maskedLabel" TEXT NOT NULL DEFAULT '',
    "ratio" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Arm_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Participant" (
    "id" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" TEXT NOT NULL,
    "spaceId" TEXT NOT NULL,
    "studyId" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "status" "ParticipantStatus" NOT NULL DEFAULT 'SCREENING',
    "armId" TEXT,
    "locale" TEXT,
    "timeZone" TEXT,
    "enrolledAt" TIMESTAMPTZ(3),
    "enrolledOn" DATE,
    "exitedAt" TIMESTAMPTZ(3),
    "exitReason" TEXT,
    "isTest" BOOLEAN NOT NULL DEFAULT false,
    "baseline" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "Participant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ParticipantIdentity" (
    "id" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" TEXT NOT NULL,
    "spaceId" TEXT NOT NULL,
    "participantId" TEXT NOT NULL,
    "studyId" TEXT NOT NULL,
    "givenName" TEXT,
    "familyName" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "address" TEXT,
    "birthDate" DATE,

    CONSTRAINT "ParticipantIdentity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StatusEvent" (
    "id" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" TEXT NOT NULL,
    "spaceId" TEXT NOT NULL,
    "participantId" TEXT NOT NULL,
    "studyId" TEXT NOT NULL,
    "from" "ParticipantStatus",
    "to" "ParticipantStatus" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,

    CONSTRAINT "StatusEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Credential" (
    "userId" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Credential_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "OidcAccount" (
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OidcAccount_pkey" PRIMARY KEY ("issuer","subject")
);

-- CreateTable
CREATE TABLE "Session" (
    "tokenHash" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "EmailToken" (
    "tokenHash" TEXT NOT NULL,
    "purpose" "EmailTokenPurpose" NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT,
    "userId" TEXT,
    "invitationId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "EmailToken_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "OutboxMessage" (
    "id" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "to" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sentAt" TIMESTAMPTZ(3),
    "lastError" TEXT,

    CONSTRAINT "OutboxMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Space_slug_key" ON "Space"("slug");

-- CreateIndex
CREATE INDEX "SpaceUser_userId_spaceId_role_expiresAt_idx" ON "SpaceUser"("userId", "spaceId", "role", "expiresAt");

-- CreateIndex
CREATE INDEX "SpaceUser_spaceId_createdAt_id_idx" ON "SpaceUser"("spaceId", "createdAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "SpaceUser_spaceId_userId_key" ON "SpaceUser"("spaceId", "userId");

-- CreateIndex
CREATE INDEX "Invitation_spaceId_createdAt_id_idx" ON "Invitation"("spaceId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Invitation_spaceId_email_idx" ON "Invitation"("spaceId", "email");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_id_spaceId_key" ON "Invitation"("id", "spaceId");

-- CreateIndex
CREATE INDEX "Study_spaceId_createdAt_id_idx" ON "Study"("spaceId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Study_spaceId_status_idx" ON "Study"("spaceId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "Study_id_spaceId_key" ON "Study"("id", "spaceId");

-- CreateIndex
CREATE UNIQUE INDEX "Study_spaceId_key_key" ON "Study"("spaceId", "key");

-- CreateIndex
CREATE INDEX "Arm_spaceId_createdAt_id_idx" ON "Arm"("spaceId", "createdAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Arm_id_spaceId_key" ON "Arm"("id", "spaceId");

-- CreateIndex
CREATE UNIQUE INDEX "Arm_spaceId_studyId_key_key" ON "Arm"("spaceId", "studyId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "Arm_id_studyId_spaceId_key" ON "Arm"("id", "studyId", "spaceId");

-- CreateIndex
CREATE INDEX "Participant_spaceId_createdAt_id_idx" ON "Participant"("spaceId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Participant_spaceId_code_idx" ON "Participant"("spaceId", "code");

-- CreateIndex
CREATE INDEX "Participant_spaceId_studyId_createdAt_id_idx" ON "Participant"("spaceId", "studyId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Participant_spaceId_studyId_updatedAt_id_idx" ON "Participant"("spaceId", "studyId", "updatedAt", "id");

-- CreateIndex
CREATE INDEX "Participant_spaceId_studyId_enrolledAt_id_idx" ON "Participant"("spaceId", "studyId", "enrolledAt", "id");

-- CreateIndex
CREATE INDEX "Participant_spaceId_studyId_status_code_idx" ON "Participant"("spaceId", "studyId", "status", "code");

-- CreateIndex
CREATE INDEX "Participant_spaceId_studyId_armId_code_idx" ON "Participant"("spaceId", "studyId", "armId", "code");

-- CreateIndex
CREATE INDEX "Participant_spaceId_isTest_studyId_enrolledOn_idx" ON "Participant"("spaceId", "isTest", "studyId", "enrolledOn");

-- CreateIndex
CREATE UNIQUE INDEX "Participant_id_spaceId_key" ON "Participant"("id", "spaceId");

-- CreateIndex
CREATE UNIQUE INDEX "Participant_spaceId_studyId_code_key" ON "Participant"("spaceId", "studyId", "code");

-- CreateIndex
CREATE UNIQUE INDEX "Participant_id_studyId_spaceId_key" ON "Participant"("id", "studyId", "spaceId");

-- CreateIndex
CREATE INDEX "ParticipantIdentity_spaceId_createdAt_id_idx" ON "ParticipantIdentity"("spaceId", "createdAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ParticipantIdentity_id_spaceId_key" ON "ParticipantIdentity"("id", "spaceId");

-- CreateIndex
CREATE UNIQUE INDEX "ParticipantIdentity_participantId_studyId_spaceId_key" ON "ParticipantIdentity"("participantId", "studyId", "spaceId");

-- CreateIndex
CREATE UNIQUE INDEX "ParticipantIdentity_spaceId_studyId_email_key" ON "ParticipantIdentity"("spaceId", "studyId", "email");

-- CreateIndex
CREATE UNIQUE INDEX "ParticipantIdentity_spaceId_studyId_phone_key" ON "ParticipantIdentity"("spaceId", "studyId", "phone");

-- CreateIndex
CREATE INDEX "StatusEvent_spaceId_createdAt_id_idx" ON "StatusEvent"("spaceId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "StatusEvent_spaceId_participantId_createdAt_id_idx" ON "StatusEvent"("spaceId", "participantId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "StatusEvent_spaceId_studyId_createdAt_id_idx" ON "StatusEvent"("spaceId", "studyId", "createdAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "StatusEvent_id_spaceId_key" ON "StatusEvent"("id", "spaceId");

-- CreateIndex
CREATE INDEX "OidcAccount_userId_idx" ON "OidcAccount"("userId");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");

-- CreateIndex
CREATE INDEX "EmailToken_email_purpose_idx" ON "EmailToken"("email", "purpose");

-- CreateIndex
CREATE INDEX "EmailToken_invitationId_idx" ON "EmailToken"("invitationId");

-- CreateIndex
CREATE INDEX "EmailToken_expiresAt_idx" ON "EmailToken"("expiresAt");

-- CreateIndex
CREATE INDEX "OutboxMessage_sentAt_nextTryAt_idx" ON "OutboxMessage"("sentAt", "nextTryAt");

-- AddForeignKey
ALTER TABLE "SpaceUser" ADD CONSTRAINT "SpaceUser_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "SpaceUser" ADD CONSTRAINT "SpaceUser_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Study" ADD CONSTRAINT "Study_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Arm" ADD CONSTRAINT "Arm_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Arm" ADD CONSTRAINT "Arm_studyId_spaceId_fkey" FOREIGN KEY ("studyId", "spaceId") REFERENCES "Study"("id", "spaceId") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Participant" ADD CONSTRAINT "Participant_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Participant" ADD CONSTRAINT "Participant_studyId_spaceId_fkey" FOREIGN KEY ("studyId", "spaceId") REFERENCES "Study"("id", "spaceId") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Participant" ADD CONSTRAINT "Participant_armId_studyId_spaceId_fkey" FOREIGN KEY ("armId", "studyId", "spaceId") REFERENCES "Arm"("id", "studyId", "spaceId") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "ParticipantIdentity" ADD CONSTRAINT "ParticipantIdentity_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "ParticipantIdentity" ADD CONSTRAINT "ParticipantIdentity_participantId_studyId_spaceId_fkey" FOREIGN KEY ("participantId", "studyId", "spaceId") REFERENCES "Participant"("id", "studyId", "spaceId") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "StatusEvent" ADD CONSTRAINT "StatusEvent_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "StatusEvent" ADD CONSTRAINT "StatusEvent_participantId_studyId_spaceId_fkey" FOREIGN KEY ("participantId", "studyId", "spaceId") REFERENCES "Participant"("id", "studyId", "spaceId") ON DELETE CASCADE ON UPDATE NO ACTION;


-- ---------------------------------------------------------------------------------------------
-- By hand: what the schema language has no words for.
-- ---------------------------------------------------------------------------------------------

-- Codes sort and are searched by prefix in byte order, whatever the collation of the database.
ALTER TABLE "Participant" ALTER COLUMN "code" TYPE TEXT COLLATE "C";
ALTER TABLE "Participant" ADD CONSTRAINT "Participant_baseline_object" CHECK (jsonb_typeof("baseline") = 'object');

-- One open invitation per address and space.
CREATE UNIQUE INDEX "Invitation_open_key" ON "Invitation"("spaceId", "email") WHERE "acceptedAt" IS NULL;

-- An owner's membership does not run out, so a space cannot lose its last owner by waiting.
ALTER TABLE "SpaceUser" ADD CONSTRAINT "SpaceUser_owner_stays" CHECK ("role" <> 'OWNER' OR "expiresAt" IS NULL);
ALTER TABLE "User" ADD CONSTRAINT "User_email_lower" CHECK ("email" = lower("email"));
