-- DropIndex
DROP INDEX "StatusEvent_spaceId_participantId_createdAt_id_idx";

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" TEXT NOT NULL,
    "spaceId" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "entityId" TEXT NOT NULL,
    "changes" JSONB NOT NULL,
    "reason" TEXT,
    "requestId" TEXT,
    "linkId" TEXT NOT NULL,
    "opens" BOOLEAN NOT NULL,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditLink" (
    "id" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" TEXT NOT NULL,
    "spaceId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "events" INTEGER NOT NULL,
    "previous" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeletedSpace" (
    "id" TEXT NOT NULL,
    "deletedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedById" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "links" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "DeletedSpace_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AuditEvent_spaceId_createdAt_id_idx" ON "AuditEvent"("spaceId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_linkId_idx" ON "AuditEvent"("linkId");

-- CreateIndex
CREATE INDEX "AuditEvent_spaceId_createdById_createdAt_id_idx" ON "AuditEvent"("spaceId", "createdById", "createdAt", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_spaceId_entity_createdAt_id_idx" ON "AuditEvent"("spaceId", "entity", "createdAt", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_entityId_idx" ON "AuditEvent"("entityId");

-- CreateIndex
CREATE UNIQUE INDEX "AuditEvent_id_spaceId_key" ON "AuditEvent"("id", "spaceId");

-- CreateIndex
CREATE INDEX "AuditLink_spaceId_createdAt_id_idx" ON "AuditLink"("spaceId", "createdAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "AuditLink_id_spaceId_key" ON "AuditLink"("id", "spaceId");

-- CreateIndex
CREATE UNIQUE INDEX "AuditLink_spaceId_number_key" ON "AuditLink"("spaceId", "number");

-- CreateIndex
CREATE INDEX "DeletedSpace_slug_idx" ON "DeletedSpace"("slug");

-- CreateIndex
CREATE INDEX "StatusEvent_participantId_studyId_spaceId_createdAt_id_idx" ON "StatusEvent"("participantId", "studyId", "spaceId", "createdAt", "id");

-- AddForeignKey
ALTER TABLE "AuditEvent" ADD CONSTRAINT "AuditEvent_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "AuditLink" ADD CONSTRAINT "AuditLink_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- ---------------------------------------------------------------------------------------------
-- By hand: what the schema language has no words for.
-- ---------------------------------------------------------------------------------------------

-- Creates are found quickly among the newest events, and an import makes many; the others may be rare.
CREATE INDEX "AuditEvent_rare_action_idx" ON "AuditEvent"("spaceId", "action", "createdAt", "id")
  WHERE "action" <> 'create';
