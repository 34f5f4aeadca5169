import './ui/tokens.css';
import '@fontsource-variable/encode-sans/wdth.css';

document.documentElement.dataset['theme'] = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
