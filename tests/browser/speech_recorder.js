// speechSynthesis as a recorder: what the page asks it to say, and when it is told to be silent.
window.spoken = [];
window.cancelled = 0;
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [{ voiceURI: "one", name: "One", lang: "en-GB" }, { voiceURI: "two", name: "Two", lang: "en-US" }, { voiceURI: "drei", name: "Drei", lang: "de-DE" }],
  speak: (utterance) => window.spoken.push(utterance),
  cancel: () => { window.cancelled += 1; },
  addEventListener: () => {},
} });
window.finish = () => window.spoken.at(-1).onend();
