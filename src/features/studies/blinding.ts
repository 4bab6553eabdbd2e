export const blindings = ['OPEN', 'SINGLE', 'DOUBLE'] as const
export type Blinding = (typeof blindings)[number]

export const blindingText: Record<Blinding, { label: string; description: string }> = {
  OPEN: { label: 'Open', description: 'Everybody may know who is in which arm.' },
  SINGLE: {
    label: 'Single-blind',
    description: 'Coordinators and viewers see the masked labels of the arms.',
  },
  DOUBLE: {
    label: 'Double-blind',
    description: 'Coordinators and viewers see the masked labels of the arms.',
  },
}
