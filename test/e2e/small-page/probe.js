// What a page that was taken over would try, as its own code: the developer tools are not bound by the policy.
const reached = (work) =>
  work.then(
    () => 'reached',
    () => 'blocked',
  );

const image = (src) =>
  new Promise((resolve) => {
    const picture = new Image();
    picture.addEventListener('load', () => resolve('reached'));
    picture.addEventListener('error', () => resolve('blocked'));
    picture.src = src;
  });

const socket = () =>
  new Promise((resolve) => {
    const web = new WebSocket('ws://127.0.0.1:1/');
    web.addEventListener('open', () => resolve('reached'));
    web.addEventListener('error', () => resolve('blocked'));
  });

const attempt = (work) => {
  try {
    return String(work());
  } catch (error) {
    return error.name;
  }
};

const leave = async () => ({
  fetch: await reached(fetch('https://example.com/')),
  own: await reached(fetch('/index.html')),
  image: await image('https://example.com/x.png'),
  data: await image('data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA='),
  socket: await reached(socket().then((state) => state === 'reached' || Promise.reject())),
  worker: await new Promise((resolve) => {
    try {
      new Worker('./small.js').addEventListener('error', () => resolve('blocked'));
    } catch {
      resolve('blocked');
    }
  }),
});

const run = () => ({
  // oxlint-disable-next-line no-eval
  eval: attempt(() => globalThis.eval('1 + 1')),
  // oxlint-disable-next-line no-new-func, typescript/no-implied-eval
  function: attempt(() => new Function('return 2')()),
  markup: attempt(() => {
    document.querySelector('#events').innerHTML = '<b>x</b>';
    return 'written';
  }),
  script: attempt(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.ran = true';
    document.head.append(script);
    return 'ran' in globalThis ? 'ran' : 'silent';
  }),
  style: attempt(() => {
    const text = document.createElement('p');
    text.setAttribute('style', 'color: rgb(1, 2, 3)');
    document.body.append(text);
    return getComputedStyle(text).color === 'rgb(1, 2, 3)' ? 'applied' : 'ignored';
  }),
});

document.querySelector('#probe').addEventListener('click', () => {
  const ran = run();
  void leave().then((left) => Object.assign(globalThis, { probed: { run: ran, leave: left } }));
});

document.querySelector('#open').addEventListener('click', () => {
  globalThis.open('https://example.com/');
  const frame = document.createElement('iframe');
  frame.src = 'https://example.com/';
  document.body.append(frame);
  globalThis.location.href = 'https://example.com/';
});
