// Asks for what the screen may see, and for acts of the station's own page that it may not do.
globalThis.station.listen((text) => {
  const { id, t, value, problem } = JSON.parse(text);
  const line = document.createElement('li');
  line.textContent = `${id} ${t} ${t === 'ok' ? value.heading : problem.code}`;
  document.querySelector('#answers').append(line);
});
const call = (id, method, value) =>
  globalThis.station.post(JSON.stringify({ t: 'call', id, method, value }));
call(0, 'witness.look', null);
call(1, 'sign.start', { sha256: '0'.repeat(64), pin: '123456' });
call(2, 'witness.show', { open: false });
call(3, 'station.info', null);
