import { describe, expect, it } from 'vitest';
import { broken, rules, type RuleName } from './rules.ts';
import { treeOf } from './tree.ts';

const bad: readonly (readonly [RuleName, string])[] = [
  ['noStyles', '<p style="width:3px">a</p>'],
  ['noStyles', '<style>p{}</style>'],
  ['noHandlers', '<p onclick="x()">a</p>'],
  ['idsMeet', '<p id="a">a</p><p id="a">b</p>'],
  ['idsMeet', '<p aria-describedby="gone">a</p>'],
  ['idsMeet', '<label for="gone">a</label>'],
  ['controlsNamed', '<button><svg aria-hidden="true"></svg></button>'],
  ['controlsNamed', '<input type="text"/>'],
  ['controlsNamed', '<fieldset><p>a</p></fieldset>'],
  ['controlsNamed', '<nav><p>a</p></nav>'],
  ['picturesNamed', '<svg><path d=""></path></svg>'],
  ['picturesNamed', '<svg role="img"></svg>'],
  ['headings', '<main><p>a</p></main>'],
  ['headings', '<main><h1>a</h1><h1>b</h1></main>'],
  ['headings', '<main><h1>a.</h1></main>'],
  ['headings', '<h2></h2>'],
  ['headingOrder', '<main><h1>a</h1><h3>b</h3></main>'],
  ['headingOrder', '<main><h2>a</h2><h1>b</h1></main>'],
  ['headingOrder', '<dialog><h3>a</h3></dialog>'],
  [
    'onePrimary',
    '<button class="btn btn-primary">a</button><button class="btn btn-primary">b</button>',
  ],
  ['onePrimary', '<button class="btn btn-primary">OK</button>'],
  ['waitingSaysWhy', '<button class="btn btn-primary" aria-disabled="true">Sign</button>'],
  [
    'waitingSaysWhy',
    '<p id="n"></p><button class="btn btn-primary" aria-disabled="true" aria-describedby="n">Sign</button>',
  ],
  ['orderOfFocus', '<button disabled="">a</button>'],
  ['orderOfFocus', '<p tabIndex="2">a</p>'],
  ['notNested', '<button>a <button>b</button></button>'],
  ['pinsHidden', '<label>PIN <input type="text"/></label>'],
  ['pinsHidden', '<label>PIN <input type="password" autoComplete="on"/></label>'],
  ['pinsHidden', '<label>PIN <input type="password" autoComplete="off" value="1"/></label>'],
  ['noSlips', '<p>Serial [object Object]</p>'],
  ['noSlips', '<p>undefined of 8</p>'],
  ['plainWords', '<p>The PIN is invalid.</p>'],
  ['plainWords', '<p>Please wait</p>'],
  ['tables', '<table><tbody><tr><th>a</th></tr></tbody></table>'],
  ['lists', '<ul><p>a</p></ul>'],
  ['wordsBesideIcons', '<p><svg class="icon" aria-hidden="true"></svg></p>'],
  ['oneCurrent', '<ol><li aria-current="step">a</li><li aria-current="step">b</li></ol>'],
];

describe('the rules', () => {
  it.each(bad)('%s finds it in %s', (name, html) => {
    expect(rules[name](treeOf(html))).not.toEqual([]);
  });

  it('are each shown to find something', () => {
    expect(new Set(bad.map(([name]) => name))).toEqual(new Set(Object.keys(rules)));
  });

  it('find nothing in a good stage', () => {
    const html = `<main><h1 tabIndex="-1">Enter the PIN</h1>
      <form id="f"><label for="p">PIN</label><input id="p" type="password" autoComplete="off"/></form></main>
      <footer><span id="n">The PIN comes first.</span>
      <button class="btn btn-primary" form="f" aria-disabled="true" aria-describedby="n">Sign</button></footer>`;
    expect(broken(treeOf(html))).toEqual([]);
  });
});
