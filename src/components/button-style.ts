import { cva, type VariantProps } from 'class-variance-authority'

/** Classes of a button; apart from `Button` so that server components can style links with it. */
export const buttonStyle = cva(
  [
    'relative inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap',
    'rounded-md font-medium transition-colors duration-100',
    'disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed',
    '[&_svg]:size-4 [&_svg]:shrink-0',
  ],
  {
    variants: {
      variant: {
        primary: 'bg-accent text-on-accent shadow-soft hover:bg-accent-hover',
        secondary:
          'border border-control/60 bg-surface text-ink shadow-soft hover:border-control hover:bg-hover dark:bg-raised dark:hover:bg-hover',
        ghost: 'text-ink-muted hover:bg-hover hover:text-ink data-[state=open]:bg-hover',
        danger: 'bg-danger text-on-danger shadow-soft hover:bg-danger-hover',
        link: 'rounded-sm text-accent-ink underline decoration-accent-ink/35 underline-offset-3 hover:decoration-accent-ink',
      },
      size: {
        sm: 'h-8 px-2.5 text-[0.8125rem] max-sm:h-10 max-sm:px-3',
        md: 'h-9 px-3.5 text-sm max-sm:h-11 max-sm:px-4',
        lg: 'h-10 px-4 text-sm max-sm:h-11',
        icon: 'size-9 max-sm:size-11',
        'icon-sm': 'size-8 max-sm:size-10',
      },
    },
    compoundVariants: [
      { variant: 'link', className: 'h-auto min-h-6 px-0 max-sm:h-auto max-sm:px-0' },
    ],
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
)

export type ButtonVariants = VariantProps<typeof buttonStyle>
