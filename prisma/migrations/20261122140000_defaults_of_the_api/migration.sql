-- AlterTable
ALTER TABLE "ApiKey" ALTER COLUMN "createdById" SET DEFAULT studyspace_actor(),
ALTER COLUMN "spaceId" SET DEFAULT studyspace_space();

-- AlterTable
ALTER TABLE "Webhook" ALTER COLUMN "createdById" SET DEFAULT studyspace_actor(),
ALTER COLUMN "spaceId" SET DEFAULT studyspace_space();

-- AlterTable
ALTER TABLE "WebhookDelivery" ALTER COLUMN "createdById" SET DEFAULT studyspace_actor(),
ALTER COLUMN "spaceId" SET DEFAULT studyspace_space();
