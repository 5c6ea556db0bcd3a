import {
  Avatar,
  Button,
  Drawer,
  Input,
  Menu,
  Modal,
  Popover,
  SegmentedControl,
  Select,
  Switch,
  Tabs,
  Tooltip,
  createTheme,
  defaultVariantColorsResolver,
} from '@mantine/core';
import type {
  CSSVariablesResolver,
  MantineColorsTuple,
  VariantColorsResolver,
} from '@mantine/core';

const teal: MantineColorsTuple = [
  '#e7f6f3',
  '#cfece7',
  '#a3dad1',
  '#5ec8ba',
  '#3cae9f',
  '#219385',
  '#0b776c',
  '#09675e',
  '#07554d',
  '#05423c',
];

/** Neutral greys in Mantine's dark order: 0 is text, 6 raised surfaces, 7 paper. */
const dark: MantineColorsTuple = [
  '#e9e9e6',
  '#c4c5c1',
  '#a9aba6',
  '#8f918d',
  '#3a3b3c',
  '#2e2f30',
  '#242526',
  '#1b1c1d',
  '#17181a',
  '#141516',
];

const floating = { shadow: 'md', transitionProps: { duration: 130, transition: 'fade' } } as const;

/** Mantine measures contrast on the light shade alone; the text on accent and danger differs by theme. */
const variantColors: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  if (input.variant !== 'filled') return colors;
  if (input.color === 'teal') return { ...colors, color: 'var(--cf-accent-text)' };
  if (input.color === 'red') return { ...colors, color: 'var(--cf-danger-text)' };
  return colors;
};

/** Mantine, themed once: everything below uses its components as they are. */
export const theme = createTheme({
  fontFamily: 'var(--cf-font)',
  fontFamilyMonospace: 'var(--cf-font-code)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.5', sm: '1.5', md: '1.5', lg: '1.5', xl: '1.4' },
  headings: { fontFamily: 'var(--cf-font)', fontWeight: '650' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '10px', xl: '14px' },
  defaultRadius: 'md',
  primaryColor: 'teal',
  primaryShade: { light: 6, dark: 3 },
  autoContrast: true,
  variantColorResolver: variantColors,
  luminanceThreshold: 0.4,
  cursorType: 'pointer',
  respectReducedMotion: true,
  colors: { teal, dark },
  shadows: { md: 'var(--cf-shadow)' },
  components: {
    Avatar: Avatar.extend({ defaultProps: { radius: 'xl' } }),
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      styles: { root: { fontWeight: 550, paddingInline: 14 }, section: { marginInlineEnd: 6 } },
    }),
    Drawer: Drawer.extend({
      defaultProps: {
        overlayProps: { color: 'var(--cf-scrim)', backgroundOpacity: 1 },
        transitionProps: { duration: 150 },
      },
      styles: { title: { fontSize: 13, fontWeight: 600 } },
    }),
    Input: Input.extend({ defaultProps: { size: 'sm' } }),
    InputWrapper: Input.Wrapper.extend({
      styles: { label: { fontWeight: 550, marginBottom: 4 }, error: { marginTop: 4 } },
    }),
    Menu: Menu.extend({
      defaultProps: { ...floating, radius: 'lg' },
      styles: {
        // Inside the item: the next ones stand right above and below.
        item: { outlineOffset: -2 },
        // Titles of pages can be long.
        itemLabel: { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' },
      },
    }),
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        radius: 'lg',
        shadow: 'md',
        overlayProps: { color: 'var(--cf-scrim)', backgroundOpacity: 1 },
        transitionProps: { duration: 150, transition: 'fade' },
      },
      styles: { title: { fontSize: 16, fontWeight: 650 } },
    }),
    Popover: Popover.extend({ defaultProps: { ...floating, radius: 'lg' } }),
    Select: Select.extend({
      defaultProps: { allowDeselect: false, comboboxProps: { ...floating, radius: 'lg' } },
    }),
    SegmentedControl: SegmentedControl.extend({
      styles: {
        root: { background: 'var(--cf-active)' },
        indicator: { background: 'light-dark(#ffffff, #3f4041)' },
        label: { fontWeight: 500 },
      },
    }),
    Switch: Switch.extend({
      defaultProps: { size: 'sm' },
      // Words inside the track are not used, and their room would stick out of it.
      styles: { trackLabel: { display: 'none' } },
    }),
    Tabs: Tabs.extend({
      defaultProps: { keepMounted: false },
      // Inside the tab: the list cuts off what stands out of it.
      styles: { tab: { outlineOffset: -2 } },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 400, withArrow: false, radius: 'md', fz: 12 },
    }),
  },
});

/** Gives Mantine's own surfaces the colours of tokens.css. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--cf-raised)',
    '--mantine-color-text': 'var(--cf-text)',
    '--mantine-color-dimmed': 'var(--cf-text-dim)',
    '--mantine-color-placeholder': 'var(--cf-text-faint)',
    '--mantine-color-error': 'var(--cf-danger)',
    '--mantine-color-red-text': 'var(--cf-danger)',
    '--mantine-color-red-filled': 'var(--cf-danger)',
    '--mantine-color-red-filled-hover': 'var(--cf-danger-hover)',
    '--mantine-color-red-light': 'var(--cf-danger-soft)',
    '--mantine-color-red-light-hover': 'var(--cf-danger-soft)',
    '--mantine-color-red-light-color': 'var(--cf-danger)',
    '--mantine-color-anchor': 'var(--cf-accent)',
    '--mantine-color-default': 'var(--cf-raised)',
    '--mantine-color-default-hover': 'var(--cf-hover)',
    '--mantine-color-default-border': 'var(--cf-border-strong)',
    '--mantine-color-disabled': 'var(--cf-active)',
    '--mantine-color-disabled-color': 'var(--cf-text-faint)',
    '--mantine-primary-color-filled': 'var(--cf-accent)',
    '--mantine-primary-color-filled-hover': 'var(--cf-accent-hover)',
    '--mantine-primary-color-contrast': 'var(--cf-accent-text)',
    '--mantine-primary-color-light': 'var(--cf-accent-soft)',
    '--mantine-primary-color-light-color': 'var(--cf-accent)',
  };
  return { variables: {}, light: shared, dark: shared };
};
