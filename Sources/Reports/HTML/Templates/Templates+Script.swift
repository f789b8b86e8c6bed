extension Templates {
    /// What the page can do more where scripts run; without them everything is there, only not filtered.
    static let script = #"""

        'use strict';
        {
          const number = value => value.toLocaleString('en');

          // Rows of a section by outcome and by words; groups that have none left are hidden.
          const filters = new Map();
          for (const form of document.querySelectorAll('.filter')) {
            const section = form.closest('section');
            const rows = Array.from(section.querySelectorAll('tbody tr'));
            const groups = Array.from(section.querySelectorAll('.group'));
            const status = form.querySelector('[role=status]');
            let texts = null;

            const apply = () => {
              const outcome = form.elements.outcome ? form.elements.outcome.value : '';
              const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
              if (words.length && !texts) texts = new Map(rows.map(row => [row, row.textContent.toLowerCase()]));
              let shown = 0;
              for (const row of rows) {
                const fits = (!outcome || row.dataset.outcome === outcome)
                  && words.every(word => texts.get(row).includes(word));
                if (row.hidden === fits) row.hidden = !fits;
                if (fits) shown += 1;
              }
              for (const group of groups) {
                group.hidden = !group.querySelector('tbody tr:not([hidden])');
                group.open = words.length > 0;
              }
              status.textContent = shown === rows.length
                ? '' : `${number(shown)} of ${number(rows.length)} ${form.dataset.unit}`;
            };
            let waiting;
            form.addEventListener('input', event => {
              clearTimeout(waiting);
              waiting = setTimeout(apply, event.target.type === 'search' ? 120 : 0);
            });
            form.addEventListener('submit', event => event.preventDefault());
            form.hidden = false;
            // A reloaded page may have kept what was typed.
            if (form.elements.text.value || (form.elements.outcome && form.elements.outcome.value)) apply();
            filters.set(section, () => { form.reset(); apply(); });
          }

          // Columns that can be sorted have a button for a heading.
          for (const table of document.querySelectorAll('.sortable')) {
            const body = table.tBodies[0];
            const heads = Array.from(table.tHead.rows[0].cells);
            heads.forEach((head, column) => {
              const button = document.createElement('button');
              button.type = 'button';
              button.append(...head.childNodes);
              head.append(button);
              button.addEventListener('click', () => {
                const rows = Array.from(body.rows);
                const value = row => {
                  const cell = row.cells[column];
                  return cell.dataset.sort === undefined
                    ? (cell.querySelector('summary') || cell).textContent : Number(cell.dataset.sort);
                };
                const values = new Map(rows.map(row => [row, value(row)]));
                const isNumber = typeof values.get(rows[0]) === 'number';
                // What is largest is of interest, what comes first in the alphabet too.
                const first = isNumber && column > 0 ? 'descending' : 'ascending';
                const other = first === 'ascending' ? 'descending' : 'ascending';
                const order = head.getAttribute('aria-sort') === first ? other : first;
                const sign = order === 'ascending' ? 1 : -1;
                const compare = isNumber ? (a, b) => a - b : (a, b) => a.localeCompare(b, 'en');
                rows.sort((a, b) => sign * compare(values.get(a), values.get(b)));
                for (const each of heads) each.removeAttribute('aria-sort');
                head.setAttribute('aria-sort', order);
                body.append(...rows);
              });
            });
          }

          const open = id => {
            const target = id && document.getElementById(id);
            if (!target) return;
            if (target.hidden) filters.get(target.closest('section'))();
            for (let node = target; node; node = node.parentElement) {
              if (node.tagName === 'DETAILS') node.open = true;
            }
            const own = target.matches('tr') && target.querySelector('details');
            if (own) own.open = true;
            target.scrollIntoView({block: target.matches('tr') ? 'center' : 'start'});
          };
          const follow = () => open(decodeURIComponent(location.hash.slice(1)));
          addEventListener('hashchange', follow);
          follow();

          // What was waited for shows whom it kept waiting.
          const timeline = document.querySelector('.timeline');
          for (const row of document.querySelectorAll('[data-wait]')) {
            const id = row.dataset.wait;
            const bars = timeline.querySelectorAll(`[data-waits~="${id}"]`);
            const head = row.querySelector('th');
            const button = document.createElement('button');
            button.type = 'button';
            button.setAttribute('aria-pressed', 'false');
            button.append(...head.childNodes);
            head.append(button);
            button.addEventListener('click', () => {
              const wasPressed = button.getAttribute('aria-pressed') === 'true';
              for (const each of document.querySelectorAll('[data-wait] button')) {
                each.setAttribute('aria-pressed', 'false');
              }
              for (const bar of timeline.querySelectorAll('.chosen')) bar.classList.remove('chosen');
              timeline.classList.toggle('choosing', !wasPressed);
              if (wasPressed) return;
              button.setAttribute('aria-pressed', 'true');
              for (const bar of bars) bar.classList.add('chosen');
            });
          }

          document.addEventListener('click', event => {
            const bar = event.target.closest('[data-row]');
            if (bar) location.hash = bar.dataset.row;
            const button = event.target.closest('.copy');
            if (button) copy(button);
          });

          const copy = async button => {
            const code = button.parentElement.querySelector('code');
            try {
              await navigator.clipboard.writeText(code.textContent);
            } catch {
              const selection = getSelection();
              selection.selectAllChildren(code);
              document.execCommand('copy');
            }
            button.textContent = 'Copied';
            setTimeout(() => { button.textContent = 'Copy'; }, 1500);
          };
          for (const button of document.querySelectorAll('.copy')) button.hidden = false;

          // What is not laid out is hidden from screen readers: only until the page has been seen.
          addEventListener('load', () => {
            setTimeout(() => document.documentElement.classList.add('settled'), 200);
          });

          // Paper cannot be unfolded.
          let unfolded = [];
          addEventListener('beforeprint', () => {
            unfolded = Array.from(document.querySelectorAll('.reason, .list, .group')).filter(each => !each.open);
            for (const each of unfolded) each.open = true;
          });
          addEventListener('afterprint', () => {
            for (const each of unfolded) each.open = false;
          });
        }

        """#

    /// What the page's policy lets run: this script and no other.
    ///
    /// The test that finds it wrong says what it must be.
    static let scriptDigest = "sha256-Z0xzCsrh1SmbmhwUjQC7tgdAb4NQ4I8RAmUn6ccc+F4="
}
