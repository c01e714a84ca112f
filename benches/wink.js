// wink-nlp as it comes, on the articles of a text: `node wink.js NODE_MODULES TEXT`
const { createRequire } = require('module');
const from = createRequire(process.argv[2] + '/');
const nlp = from('wink-nlp')(from('wink-eng-lite-web-model'));
const articles = require('fs').readFileSync(process.argv[3], 'utf8').split('\n\n');
console.log(articles.reduce((found, text) => found + nlp.readDoc(text).entities().out().length, 0));
