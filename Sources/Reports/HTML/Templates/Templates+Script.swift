extension Templates {
    /// What the page can do more where scripts run; without them everything is there, only not filtered.
    static let script = #"""

        'use strict';
        {
          const filter = document.querySelector('.filter');
          const rows = Array.from(document.querySelectorAll('.tests tbody tr'));
          const status = filter.querySelector('[role=status]');
          let texts = null;

          const apply = () => {
            const outcome = filter.elements.outcome.value;
            const words = filter.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
            if (words.length && !texts) texts = rows.map(row => row.textContent.toLowerCase());
            let shown = 0;
            rows.forEach((row, index) => {
              const fits = (!outcome || row.dataset.outcome === outcome)
                && words.every(word => texts[index].includes(word));
              if (row.hidden === fits) row.hidden = !fits;
              if (fits) shown += 1;
            });
            status.textContent = shown === rows.length ? '' : `${shown.toLocaleString('en')} of ${rows.length.toLocaleString('en')} tests`;
          };
          let waiting;
          filter.addEventListener('input', event => {
            clearTimeout(waiting);
            waiting = setTimeout(apply, event.target.type === 'search' ? 120 : 0);
          });
          filter.addEventListener('submit', event => event.preventDefault());
          filter.hidden = false;
          // A reloaded page may have kept what was typed.
          if (filter.elements.outcome.value || filter.elements.text.value) apply();

          const open = id => {
            const target = id && document.getElementById(id);
            if (!target) return;
            if (target.hidden) {
              filter.reset();
              apply();
            }
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
        }

        """#

    /// What the page's policy lets run: this script and no other.
    ///
    /// The test that finds it wrong says what it must be.
    static let scriptDigest = "sha256-MrSbxLN1rYCnktxhVpvl5pycPd5m0f3MNSlbwJSPmqs="
}
