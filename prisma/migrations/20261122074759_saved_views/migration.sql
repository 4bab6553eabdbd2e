-- CreateTable
CREATE TABLE "SavedView" (
    "id" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" TEXT NOT NULL,
    "spaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "SavedView_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SavedView_spaceId_createdAt_id_idx" ON "SavedView"("spaceId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "SavedView_spaceId_entity_name_id_idx" ON "SavedView"("spaceId", "entity", "name", "id");

-- CreateIndex
CREATE UNIQUE INDEX "SavedView_id_spaceId_key" ON "SavedView"("id", "spaceId");

-- AddForeignKey
ALTER TABLE "SavedView" ADD CONSTRAINT "SavedView_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE CASCADE ON UPDATE NO ACTION;
