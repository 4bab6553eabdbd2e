/** The study that an import goes to, with what reading its rows needs to know. */
export const importStudy = (key: string) => ({
  where: { key },
  select: {
    id: true,
    key: true,
    title: true,
    status: true,
    timeZone: true,
    blinding: true,
    arms: {
      select: { id: true, key: true, title: true, maskedLabel: true },
      orderBy: { key: 'asc' as const },
    },
  },
})
