// Notes what a script of the page can see before anything else ran, then talks to the station.
globalThis.seen = Object.getOwnPropertyNames(globalThis).filter((name) =>
  name.toLowerCase().includes('station'),
);

let events = 0;
globalThis.station.listen((text) => {
  const frame = JSON.parse(text);
  if (frame.t === 'ok') document.querySelector('#answer').textContent = frame.value.shell;
  if (frame.t === 'event') {
    events += 1;
    document.querySelector('#events').textContent = String(events);
  }
});
globalThis.station.post(JSON.stringify({ t: 'call', id: 0, method: 'station.info', value: null }));
