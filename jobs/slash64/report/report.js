'use strict';
// Everything from the data becomes text by textContent; no markup is ever made of it.
(function () {
  const byId = id => document.getElementById(id);
  const data = id => JSON.parse(byId(id).textContent);
  const svgName = 'http://www.w3.org/2000/svg';

  function prefixTable() {
    const STEP = 200;
    const rows = data('prefix-data'); // prefix, depth, transactions, spam, ham, addresses, score, tier
    const field = [0, 2, 3, 4, 5, 6, 7]; // of each column
    const body = document.querySelector('#prefix-table tbody');
    const heads = [...document.querySelectorAll('#prefix-table th')];
    const tiers = ['reject', 'greylist', 'throttle', 'neutral', 'trusted'];
    let sorted = 1;
    let ascending = false;
    let shown = STEP;

    const rank = (row, i) => i === 7 ? (row[7] === null ? 9 : tiers.indexOf(row[7])) : row[i];
    const text = value => value === null ? '–' : typeof value === 'number' ? Math.round(value).toLocaleString('en-US') : value;

    function found() {
      const words = byId('search').value.toLowerCase().split(/[\s,]+/).filter(w => w);
      return rows.map((row, at) => [row, at])
        .filter(([row]) => words.every(w => row[0].includes(w) || (row[7] || '').includes(w)));
    }

    function order(list, asTree) {
      if (asTree) return list; // the data is in the order of the tree
      const i = field[sorted];
      const sign = ascending ? 1 : -1;
      return list.sort(([a, aAt], [b, bAt]) => {
        if (i === 0) return sign * (aAt - bAt);
        const x = rank(a, i);
        const y = rank(b, i);
        if (x === null || y === null) return (x === null) - (y === null) || aAt - bAt;
        return sign * (x - y) || aAt - bAt;
      });
    }

    function draw() {
      const asTree = byId('as-tree').checked;
      const list = order(found(), asTree);
      const lines = list.slice(0, shown).map(([row]) => {
        const line = document.createElement('tr');
        field.forEach((i, column) => {
          const cell = line.insertCell();
          cell.textContent = text(row[i]);
          if (column === 0) cell.className = asTree ? 'd' + row[1] : '';
          else if (column < 6) cell.className = 'n';
          else cell.className = 'tier ' + (tiers.includes(row[7]) ? row[7] : '');
        });
        return line;
      });
      body.replaceChildren(...lines);
      heads.forEach((head, column) => head.setAttribute('aria-sort',
        asTree || column !== sorted ? 'none' : ascending ? 'ascending' : 'descending'));
      byId('found').textContent = list.length.toLocaleString('en-US') + ' of ' + rows.length.toLocaleString('en-US');
      byId('more').hidden = list.length <= shown;
    }

    heads.forEach((head, column) => head.firstElementChild.addEventListener('click', () => {
      ascending = column === sorted && !byId('as-tree').checked ? !ascending : column === 0 || column === 6;
      sorted = column;
      byId('as-tree').checked = false;
      draw();
    }));
    byId('search').addEventListener('input', () => { shown = STEP; draw(); });
    byId('as-tree').addEventListener('change', draw);
    byId('more').addEventListener('click', () => { shown += 5 * STEP; draw(); });
    window.addEventListener('beforeprint', draw);
    draw();
  }

  function icicle() {
    const svg = byId('icicle');
    const labels = svg.querySelector('.labels');
    const told = byId('icicle-told');
    const row = +svg.dataset.row;
    const blocks = [...svg.querySelectorAll('rect')].map(rect => ({
      rect, a: +rect.dataset.a, b: +rect.dataset.b, d: +rect.dataset.d, name: rect.firstElementChild.textContent}));
    const height = (Math.max(...blocks.map(block => block.d)) + 1) * row;
    let zoomed = blocks[0];
    let chosen = blocks[0];

    const holds = (outer, inner) => inner.d > outer.d && inner.a >= outer.a - 1e-9 && inner.b <= outer.b + 1e-9;
    const parent = block => blocks.filter(b => b.d === block.d - 1 && holds(b, block))[0];
    const siblings = block => blocks.filter(b => b.d === block.d && b.rect.getAttribute('display') !== 'none');

    function draw() {
      const width = svg.clientWidth || 1000;
      const unit = width / (zoomed.b - zoomed.a);
      svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
      labels.replaceChildren();
      for (const block of blocks) {
        const isAround = block === zoomed || holds(block, zoomed);
        const x = isAround ? 0 : (block.a - zoomed.a) * unit;
        const w = isAround ? width : (block.b - block.a) * unit;
        const isSeen = isAround || (holds(zoomed, block) && w >= 1.5);
        block.rect.setAttribute('display', isSeen ? 'inline' : 'none');
        if (!isSeen) continue;
        block.rect.setAttribute('x', x.toFixed(2));
        block.rect.setAttribute('width', Math.max(0.5, w - 0.5).toFixed(2));
        label(block, x, w);
      }
    }

    function label(block, x, w) {
      const name = block.name.slice(0, block.name.indexOf(': '));
      const room = Math.floor((w - 6) / 7.2);
      if (room < Math.min(name.length, 6)) return;
      const label = document.createElementNS(svgName, 'text');
      label.setAttribute('x', (x + 4).toFixed(1));
      label.setAttribute('y', block.d * row + 17);
      if (/s[04]/.test(block.rect.getAttribute('class'))) label.setAttribute('class', 'light');
      label.textContent = name.length <= room ? name : name.slice(0, room - 1) + '…';
      labels.append(label);
    }

    function choose(block) {
      chosen.rect.classList.remove('chosen');
      chosen = block;
      chosen.rect.classList.add('chosen');
      told.textContent = block.name;
    }

    function zoom(block) {
      zoomed = block;
      draw();
      choose(block);
    }

    const up = block => parent(block) || blocks[0];
    svg.addEventListener('click', event => {
      const block = blocks.find(b => b.rect === event.target);
      if (block) zoom(block === zoomed ? up(block) : block);
    });
    svg.addEventListener('mouseover', event => {
      const block = blocks.find(b => b.rect === event.target);
      if (block) told.textContent = block.name;
    });
    svg.addEventListener('keydown', event => {
      const beside = siblings(chosen);
      const at = beside.indexOf(chosen);
      const moves = {
        ArrowUp: () => choose(up(chosen)),
        ArrowDown: () => choose(blocks.find(b => b.d === chosen.d + 1 && holds(chosen, b) && b.rect.getAttribute('display') !== 'none') || chosen),
        ArrowLeft: () => choose(beside[at - 1] || chosen),
        ArrowRight: () => choose(beside[at + 1] || chosen),
        Enter: () => zoom(chosen),
        Escape: () => zoom(up(zoomed)),
        Home: () => zoom(blocks[0])
      };
      if (moves[event.key]) {
        event.preventDefault();
        moves[event.key]();
      }
    });
    window.addEventListener('resize', draw);
    draw();
  }

  function maps() {
    const cells = data('space-data');
    document.querySelectorAll('.maps figure').forEach((figure, at) => {
      const svg = figure.querySelector('svg');
      svg.addEventListener('mousemove', event => {
        const box = svg.getBoundingClientRect();
        const column = Math.floor(64 * (event.clientX - box.left) / box.width);
        const line = Math.floor(64 * (event.clientY - box.top) / box.height);
        const cell = cells[at][64 * line + column];
        figure.querySelector('.told').textContent = cell ?
          `${cell[0]}: ${cell[1].toLocaleString('en-US')} transactions` + (cell[2] === null ? '' : `, score ${cell[2]}`) : '';
      });
    });
  }

  if (byId('prefix-table')) prefixTable();
  if (byId('icicle')) icicle();
  if (byId('space-data')) maps();
})();
