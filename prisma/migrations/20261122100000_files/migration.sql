-- CreateTable
CREATE TABLE "Folder" (
    "id" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" TEXT NOT NULL,
    "spaceId" TEXT NOT NULL,
    "parentId" TEXT,
    "name" TEXT NOT NULL,
    "trashedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Folder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "File" (
    "id" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" TEXT NOT NULL,
    "spaceId" TEXT NOT NULL,
    "folderId" TEXT,
    "name" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "uploadId" TEXT NOT NULL,
    "trashedAt" TIMESTAMPTZ(3),

    CONSTRAINT "File_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StrayObject" (
    "key" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "takenAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lastError" TEXT,

    CONSTRAINT "StrayObject_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "Folder_spaceId_createdAt_id_idx" ON "Folder"("spaceId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Folder_spaceId_parentId_name_id_idx" ON "Folder"("spaceId", "parentId", "name", "id");

-- CreateIndex
CREATE INDEX "Folder_spaceId_trashedAt_id_idx" ON "Folder"("spaceId", "trashedAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Folder_id_spaceId_key" ON "Folder"("id", "spaceId");

-- CreateIndex
CREATE INDEX "File_spaceId_createdAt_id_idx" ON "File"("spaceId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "File_spaceId_folderId_name_id_idx" ON "File"("spaceId", "folderId", "name", "id");

-- CreateIndex
CREATE INDEX "File_spaceId_trashedAt_id_idx" ON "File"("spaceId", "trashedAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "File_id_spaceId_key" ON "File"("id", "spaceId");

-- CreateIndex
CREATE UNIQUE INDEX "File_spaceId_uploadId_key" ON "File"("spaceId", "uploadId");

-- CreateIndex
CREATE INDEX "StrayObject_dueAt_idx" ON "StrayObject"("dueAt");

-- AddForeignKey
ALTER TABLE "Folder" ADD CONSTRAINT "Folder_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "Folder" ADD CONSTRAINT "Folder_parentId_spaceId_fkey" FOREIGN KEY ("parentId", "spaceId") REFERENCES "Folder"("id", "spaceId") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "File" ADD CONSTRAINT "File_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "File" ADD CONSTRAINT "File_folderId_spaceId_fkey" FOREIGN KEY ("folderId", "spaceId") REFERENCES "Folder"("id", "spaceId") ON DELETE CASCADE ON UPDATE NO ACTION;

-- ------------------------------------------------------------------------------------------------
-- By hand, because schema.zmodel cannot say it.
-- ------------------------------------------------------------------------------------------------

-- A name once in its place, the top included; the trash holds any number of the same.
CREATE UNIQUE INDEX "Folder_place_key" ON "Folder"("spaceId", "parentId", "name") NULLS NOT DISTINCT WHERE "trashedAt" IS NULL;
CREATE UNIQUE INDEX "File_place_key" ON "File"("spaceId", "folderId", "name") NULLS NOT DISTINCT WHERE "trashedAt" IS NULL;

-- No control characters, and none that turn a text round, by which a program would read as a picture.
ALTER TABLE "Folder" ADD CONSTRAINT "Folder_name_plain" CHECK ("name" !~ '[\u0001-\u001f\u007f\u202a-\u202e\u2066-\u2069]');
ALTER TABLE "File" ADD CONSTRAINT "File_name_plain" CHECK ("name" !~ '[\u0001-\u001f\u007f\u202a-\u202e\u2066-\u2069]');

-- What lies in the trash for too long is looked for in all spaces at once (src/lib/storage/trash.ts).
CREATE INDEX "Folder_trashed_idx" ON "Folder"("trashedAt") WHERE "trashedAt" IS NOT NULL;
CREATE INDEX "File_trashed_idx" ON "File"("trashedAt") WHERE "trashedAt" IS NOT NULL;
