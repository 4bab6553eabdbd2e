/** The React key under which `SpaceData` is mounted: another person or space, another cache. */
export const spaceDataKey = (userId: string, slug?: string) => `${userId}/${slug ?? ''}`
