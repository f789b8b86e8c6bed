extension Templates {
    /// How the page looks: on paper, on a telephone, by day and by night.
    static let style = """

        :root {
          --ground: #fafaf8; --surface: #ffffff; --sunk: #f3f3f0; --line: #dfe1e0; --ink: #1c2226; --muted: #59646c;
          --link: #0b5a8f; --focus: #0b6bb0;
          --pass: #17693f; --pass-soft: #dcefe3; --fail: #a82018; --fail-soft: #fae2df;
          --flaky: #7d5200; --flaky-soft: #f8eacb; --open: #43539b; --open-soft: #e4e8f7;
          --skip: #59646c; --skip-soft: #e9ecec; --made: #4d7c92;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #15181b; --surface: #1c2024; --sunk: #121517; --line: #33393e; --ink: #e4e7e8; --muted: #a1abb2;
            --link: #83c2ee; --focus: #83c2ee;
            --pass: #7fd3a2; --pass-soft: #1d3a2a; --fail: #ff9f95; --fail-soft: #4a211e;
            --flaky: #ecc06a; --flaky-soft: #43330f; --open: #b1bdf5; --open-soft: #2a3158;
            --skip: #a1abb2; --skip-soft: #2c3236; --made: #7fb2c9;
          }
        }
        * { box-sizing: border-box; }
        html { scroll-padding-top: 3.5rem; }
        body {
          margin: 0 auto; padding: 0 1.25rem 3rem; max-width: 76rem; background: var(--ground); color: var(--ink);
          font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
          overflow-wrap: break-word;
        }
        h1, h2, h3, h4, p, ul, dl, dd, pre { margin: 0; }
        h1 { font-size: 2rem; line-height: 1.2; letter-spacing: -.01em; overflow-wrap: anywhere; }
        h2 { font-size: 1.25rem; margin-bottom: .75rem; }
        h3 { font-size: 1rem; }
        h4 { font-size: .8125rem; font-weight: 600; color: var(--muted); margin: .5rem 0 .2rem; }
        a { color: var(--link); text-underline-offset: .15em; }
        ul { padding: 0; list-style: none; }
        code, pre, .url, .uuid, .name {
          font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .8125rem;
        }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.45; }
        summary { cursor: pointer; }
        :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
        [hidden] { display: none !important; }
        .muted { color: var(--muted); font-weight: 400; }
        .lead { color: var(--muted); margin-bottom: 1rem; max-width: 46rem; }
        .count { color: var(--muted); font-weight: 400; font-variant-numeric: tabular-nums; }
        .right { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .sign { display: inline-block; width: 1.25em; text-align: center; margin-right: .35em; font-weight: 700; }
        .skip-link { position: absolute; left: -99rem; }
        .skip-link:focus { left: 1rem; top: .5rem; background: var(--surface); padding: .5rem 1rem; z-index: 2; }
        .pass { --tone: var(--pass); --soft: var(--pass-soft); }
        .fail { --tone: var(--fail); --soft: var(--fail-soft); }
        .flaky { --tone: var(--flaky); --soft: var(--flaky-soft); }
        .open { --tone: var(--open); --soft: var(--open-soft); }
        .plain { --tone: var(--ink); --soft: var(--sunk); }
        .skip { --tone: var(--skip); --soft: var(--skip-soft); }

        .top { padding: 2.25rem 0 1.25rem; }
        .brand { color: var(--muted); font-size: .875rem; margin-bottom: .25rem; }
        .facts { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin-top: 1rem; }
        .facts dt { color: var(--muted); font-size: .8125rem; }
        .facts dd { overflow-wrap: anywhere; }
        .notice { margin-top: 1rem; padding: .6rem .9rem; background: var(--flaky-soft); border-radius: 6px; }
        nav {
          position: sticky; top: 0; z-index: 1; background: var(--ground); border-bottom: 1px solid var(--line);
          margin: 0 -1.25rem; padding: 0 1.25rem;
        }
        nav ul { display: flex; gap: 1.25rem; overflow-x: auto; scrollbar-width: none; }
        nav a { display: block; padding: .7rem 0; white-space: nowrap; text-decoration: none; font-size: .9375rem; }
        nav a:hover { text-decoration: underline; }
        nav a:focus-visible { outline-offset: -2px; }
        section { margin-top: 2.5rem; }

        .verdicts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr)); gap: 1rem; }
        .verdict, .failure {
          background: var(--surface); border: 1px solid var(--line); border-left: 5px solid var(--tone);
          border-radius: 8px; padding: 1rem 1.25rem;
        }
        .verdict h3 .muted { display: block; }
        .verdict .word { color: var(--tone); font-size: 1.75rem; font-weight: 650; line-height: 1.3; }
        .verdict .word .sign { margin-left: -.1em; }
        .bar { display: block; border-radius: 7px; background: var(--skip-soft); }
        .bar rect, .timeline rect { fill: var(--tone); }
        .outcomes { display: flex; flex-wrap: wrap; gap: .25rem 1.75rem; margin-top: .75rem; }
        .outcomes .sign { color: var(--tone); }
        .outcomes strong { font-variant-numeric: tabular-nums; }

        .failure + .failure { margin-top: 1rem; }
        .failure h3 { display: flex; font-size: 1.0625rem; overflow-wrap: anywhere; }
        .failure h3 .sign { flex: none; }
        .failure h3 .sign, td .sign, .status, .message { color: var(--tone); }
        .failure > p, .finding > p { margin-top: .35rem; }
        .name { overflow-wrap: anywhere; }
        .uuid { white-space: nowrap; }
        .finding { margin-top: 1rem; padding-top: 1rem; border-top: 1px solid var(--line); }
        .message { font-weight: 600; }
        .values, .two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr)); gap: 0 1rem; }
        .values pre, .body, .headers, .lines, .curl pre {
          background: var(--sunk); border-radius: 6px; padding: .5rem .75rem; max-height: 18rem; overflow: auto;
        }
        .values pre + pre::before { content: "or "; color: var(--muted); }
        .values pre + pre { margin-top: .35rem; }
        .exchange { margin-top: 1rem; }
        .request-line .url { overflow-wrap: anywhere; }
        .status { font-weight: 600; }
        .message-part summary, .others > summary { color: var(--muted); font-size: .875rem; }
        .message-part .headers { margin: .25rem 0 .5rem; }
        .curl { display: flex; gap: .5rem; align-items: flex-start; margin-top: .75rem; }
        .curl pre { flex: 1; min-width: 0; max-height: 9rem; }
        .copy, .filter span, .filter input[type=search] {
          font: inherit; font-size: .875rem; color: inherit; background: var(--surface); border: 1px solid var(--muted);
          border-radius: 6px; padding: .3rem .7rem;
        }
        .copy { min-width: 5rem; cursor: pointer; }
        .copy:hover { background: var(--sunk); }
        .others { margin-top: 1rem; }
        .one { margin: .35rem 0 0 .75rem; }
        .one summary { overflow-wrap: anywhere; font-size: .875rem; }
        .one .exchange { margin: .5rem 0 1rem .75rem; }

        .reason { border-top: 1px solid var(--line); padding: .5rem 0; }
        .reason:last-of-type { border-bottom: 1px solid var(--line); }
        .number {
          display: inline-block; min-width: 2.5rem; text-align: center; padding: 0 .4rem; margin-right: .35rem;
          border-radius: 6px; background: var(--soft); color: var(--tone); font-variant-numeric: tabular-nums;
        }
        .names { columns: 26rem; margin: .5rem 0 .5rem 1.25rem; font-size: .875rem; }
        .names li { break-inside: avoid; overflow-wrap: anywhere; }

        .legend { display: flex; flex-wrap: wrap; gap: .35rem 1.25rem; margin-bottom: 1rem; font-size: .875rem; }
        .legend li { display: flex; align-items: center; gap: .45rem; }
        .areas { display: flex; flex-wrap: wrap; gap: 1.25rem 2.5rem; }
        .area { flex: 0 1 auto; max-width: 100%; }
        .area h3 { font-size: .9375rem; margin-bottom: .35rem; }
        .cells { display: flex; flex-wrap: wrap; gap: 4px; max-width: 25rem; }
        .cell {
          display: grid; place-items: center; width: 28px; height: 28px; border-radius: 6px; background: var(--soft);
          color: var(--tone); text-decoration: none; font-weight: 700; line-height: 1; border: 1px solid transparent;
        }
        .legend .cell { width: 22px; height: 22px; font-size: .8125rem; }
        .cell.fail { background: var(--fail); color: var(--surface); }
        .cell.optional { border: 1px dashed var(--tone, var(--muted)); }
        a.cell:hover { border: 1px solid var(--tone); }
        .list { margin-top: 1rem; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
        .list table { margin-top: .5rem; }
        th { text-align: left; font-weight: 600; }
        thead th { color: var(--muted); font-size: .8125rem; }
        tbody th { font-weight: 400; overflow-wrap: anywhere; }
        th button {
          font: inherit; color: inherit; background: none; border: 0; padding: 0; text-align: inherit; cursor: pointer;
        }
        th button:hover, th button[aria-pressed=true] { text-decoration: underline; text-underline-offset: .2em; }
        th button[aria-pressed=true] { font-weight: 650; }
        [aria-sort=ascending] button::after { content: " ↑"; }
        [aria-sort=descending] button::after { content: " ↓"; }
        th, td { padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        th:last-child, td:last-child { padding-right: 0; }
        tr:target, .failure:target { background: color-mix(in srgb, var(--open-soft) 45%, var(--surface)); }

        /* A long table far down is laid out after what is on the screen: half the time of opening 1,500 tests. */
        html:not(.settled) #tests .scroll { content-visibility: auto; contain-intrinsic-size: auto 60rem; }

        .timeline { display: block; overflow: visible; }
        .timeline line { stroke: var(--line); }
        .timeline text { fill: var(--muted); font-size: 12px; }
        .timeline rect { cursor: pointer; opacity: .85; stroke: var(--ground); }
        .timeline rect:hover { opacity: 1; }
        .timeline .making { cursor: default; }
        .made { --tone: var(--made); }
        .timeline .waiting { fill: var(--ground); opacity: .6; pointer-events: none; stroke: none; }
        .timeline.choosing rect:not(.break, .waiting, .chosen) { opacity: .15; }
        .swatch { width: 22px; height: 9px; border-radius: 2px; background: var(--tone); }
        .swatch.waiting { background: var(--pass-soft); border: 1px solid var(--pass); }
        .waits { margin-top: 1rem; max-width: 46rem; }
        caption { text-align: left; color: var(--muted); font-size: .875rem; padding-bottom: .25rem; }
        .timeline .break { fill: var(--muted); opacity: .45; cursor: default; }
        .group { border-top: 1px solid var(--line); padding: .5rem 0; }
        .group:last-of-type { border-bottom: 1px solid var(--line); }
        .group summary h3 { display: inline; margin-right: .5rem; }
        .operations { margin: .5rem 0 .75rem; font-size: .875rem; }
        .operations th:first-child { min-width: 20rem; }
        .operations td:last-child { min-width: 9rem; }
        .operations li { overflow-wrap: anywhere; }
        .method { display: inline-block; min-width: 4.25rem; font-weight: 600; font-size: .8125rem; }
        .action {
          font-size: .8125rem; padding: 0 .4rem; border-radius: 6px; background: var(--open-soft); color: var(--open);
        }
        .status-count { white-space: nowrap; margin-right: .5rem; }
        .two > div { min-width: 0; }
        .two ul { margin-top: .35rem; overflow-wrap: anywhere; }

        .filter { margin-bottom: 1rem; display: flex; flex-wrap: wrap; gap: .75rem 1.25rem; align-items: center; }
        .filter fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .35rem; }
        .filter legend { position: absolute; left: -99rem; }
        .filter fieldset label { position: relative; cursor: pointer; }
        .filter fieldset input { position: absolute; opacity: 0; inset: 0; margin: 0; cursor: pointer; }
        .filter span { display: block; }
        .filter input:checked + span { background: var(--ink); color: var(--ground); border-color: var(--ink); }
        .filter input:focus-visible + span { outline: 2px solid var(--focus); outline-offset: 2px; }
        .search { display: flex; align-items: center; gap: .5rem; flex: 1 1 16rem; max-width: 26rem; }
        .search input { flex: 1; min-width: 0; }
        ::placeholder { color: var(--muted); opacity: 1; }
        .tests { table-layout: fixed; }
        .tests th:first-child { width: 7rem; }
        .tests th:nth-child(3) { width: 6rem; }
        .tests th:nth-child(4) { width: 5.5rem; }
        .tests summary { overflow-wrap: anywhere; }
        .tests details > :not(summary) { margin: .35rem 0 .5rem; }
        .tests details > .lines { max-height: 20rem; }
        footer { margin-top: 3rem; color: var(--muted); font-size: .875rem; }

        @media (max-width: 40rem) {
          body { padding: 0 1rem 2rem; }
          nav { margin: 0 -1rem; padding: 0 1rem; }
          h1 { font-size: 1.625rem; }
          .top { padding-top: 1.5rem; }
          .facts { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem 1rem; }
          .verdict, .failure { padding: .85rem 1rem; }
          .curl { flex-direction: column; align-items: stretch; }
          .cell { width: 32px; height: 32px; }
          .uuid { white-space: normal; }
          .tests thead { position: absolute; left: -99rem; }
          .tests, .tests tbody { display: block; }
          .tests tr {
            display: grid; grid-template-columns: auto auto 1fr; gap: 0 .75rem; padding: .5rem 0;
            border-bottom: 1px solid var(--line);
          }
          .tests td { border: 0; padding: 0; }
          .tests td:nth-child(2) { grid-column: 1 / -1; grid-row: 2; }
          .tests td:nth-child(3), .tests td:nth-child(4) { color: var(--muted); font-size: .875rem; }
          .tests td:nth-child(4) { text-align: left; }
          .tests td:nth-child(4):not(:empty)::before { content: "requests "; }
          .tests summary { word-break: break-all; }
        }
        @media print {
          :root {
            --ground: #fff; --surface: #fff; --sunk: #f4f4f2; --line: #ccc; --ink: #000; --muted: #444; --link: #000;
            --pass: #17693f; --pass-soft: #dcefe3; --fail: #a82018; --fail-soft: #fae2df;
            --flaky: #7d5200; --flaky-soft: #f8eacb; --open: #43539b; --open-soft: #e4e8f7;
            --skip: #59646c; --skip-soft: #e9ecec; --made: #4d7c92;
          }
          body { max-width: none; padding: 0; font-size: 10pt; }
          nav, .filter, .copy, .skip-link { display: none !important; }
          html:not(.settled) #tests .scroll { content-visibility: visible; }
          .verdict, .reason, .area, tr, .values { break-inside: avoid; }
          h2, h3 { break-after: avoid; }
          .values pre, .body, .headers, .lines, .curl pre { max-height: none; overflow: visible; }
          rect, .cell, .number, .notice { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }

        """

    /// What the page's policy lets style it.
    ///
    /// The test that finds it wrong says what it must be.
    static let styleDigest = "sha256-xUVeKG8+BPd6ZUIVCmdEWROLXoqF1P3bVCtuRN8XYB4="
}
