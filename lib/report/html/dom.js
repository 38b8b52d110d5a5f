"use strict";
// Elements are made here and nowhere else: text of the analysed project becomes text nodes and
// attributes, never markup.

const svgSpace = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null));
  return element;
}

/** An HTML element; a function among the attributes listens to the event of that name. */
function html(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element. */
function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(svgSpace, tag), attributes, children);
}

/** A message with what it quotes as code. */
function words(message) {
  return message.split(/('[^']+')/).map((part) =>
    /^'.+'$/.test(part) ? html("code", {}, part.slice(1, -1)) : part);
}

const data = JSON.parse(document.getElementById("data").textContent);

function fileOf(at) {
  return at ? data.files[at[0]].name : "";
}

function placeText(at) {
  return at ? `${fileOf(at)}:${at[1]}` : "";
}

function baseName(path) {
  return path.slice(path.lastIndexOf("/") + 1);
}

function plural(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
