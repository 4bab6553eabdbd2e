-- CreateTable
CREATE TABLE "ApiKey" (
    "id" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" TEXT NOT NULL,
    "spaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "readOnly" BOOLEAN NOT NULL DEFAULT false,
    "networks" TEXT[],
    "expiresAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiKeySecret" (
    "prefix" TEXT NOT NULL,
    "keyId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiKeySecret_pkey" PRIMARY KEY ("prefix")
);

-- CreateIndex
CREATE INDEX "ApiKey_spaceId_createdAt_id_idx" ON "ApiKey"("spaceId", "createdAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_id_spaceId_key" ON "ApiKey"("id", "spaceId");

-- CreateIndex
CREATE UNIQUE INDEX "ApiKey_spaceId_userId_key" ON "ApiKey"("spaceId", "userId");

-- CreateIndex
CREATE INDEX "ApiKeySecret_keyId_idx" ON "ApiKeySecret"("keyId");

-- AddForeignKey
ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- ------------------------------------------------------------------------------------------------
-- By hand, because schema.zmodel cannot say it.
-- ------------------------------------------------------------------------------------------------

-- No key owns a space.
ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_never_owner" CHECK ("role" <> 'OWNER');
