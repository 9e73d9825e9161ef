/** How the pages of the development inbox look. */
export const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#e3e5e8, #33373d); --quiet: light-dark(#626a75, #9aa3ae); --page: light-dark(#f6f7f8, #16181b); --card: light-dark(#fff, #1e2125); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 760px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 22px; line-height: 1.3; margin: 0 0 16px; overflow-wrap: anywhere; }
h2 { font-size: 14px; margin: 32px 0 8px; color: var(--quiet); }
a { color: light-dark(#1c64c4, #7db4ff); text-decoration: none; }
a:hover { text-decoration: underline; }
ul { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 8px; background: var(--card); overflow: hidden; }
li + li { border-top: 1px solid var(--line); }
li a { display: flex; flex-wrap: wrap; gap: 0 12px; padding: 10px 14px; color: inherit; }
li a:hover { background: light-dark(#f0f4fa, #262b31); text-decoration: none; }
li b { flex: 1 1 100%; font-weight: 600; overflow-wrap: anywhere; }
li span { flex: 1; color: var(--quiet); overflow-wrap: anywhere; }
time { color: var(--quiet); font-variant-numeric: tabular-nums; }
.none { padding: 32px 16px; text-align: center; color: var(--quiet); border: 1px dashed var(--line); border-radius: 8px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 0 0 16px; font-size: 13px; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
iframe { width: 100%; height: 560px; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
pre { margin: 0; padding: 16px; border: 1px solid var(--line); border-radius: 8px; background: var(--card); white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.5 ui-monospace, monospace; }
`;
