"use strict";

/*
 * Making and changing elements. What is shown comes from clients too, so it is text everywhere: nothing here, nor
 * anywhere else in the page, makes elements of text.
 *
 * Elements stay the same over updates, and only texts that differ are changed: who reads, selects or unfolds
 * something is not disturbed.
 */

/** An element with a class, or none, and with children: elements or texts. */
export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) {
    made.className = className;
  }
  made.append(...children);
  return made;
}

/** Shows a text in an element that has nothing else. */
export function setText(target, text) {
  if (target.firstChild === null) {
    target.append(text);
  } else if (target.firstChild.data !== text) {
    target.firstChild.data = text;
  }
}

/** The elements of a parent by their keys. */
const arranged = new WeakMap();

/**
 * Makes the children of an element those of some items, in the order of these.
 *
 * @param keyOf tells which element is whose; of two items with the same key, the later gets one of its own
 * @param make returns the element of an item that has none
 * @param update shows an item in its element
 */
export function arrange(parent, items, keyOf, make, update) {
  const before = arranged.get(parent) ?? new Map();
  const now = new Map();
  for (const item of items) {
    let key = String(keyOf(item));
    while (now.has(key)) {
      key += "+";
    }
    now.set(key, { item, child: before.get(key) ?? make(item) });
  }
  before.forEach((child, key) => now.has(key) || child.remove());
  let place = parent.firstElementChild;
  for (const { item, child } of now.values()) {
    update(child, item);
    if (child === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(child, place);
    }
  }
  arranged.set(parent, new Map([...now].map(([key, { child }]) => [key, child])));
}

/** Updates the page, and gives back the focus and the selection, which elements lose that get another place. */
export function undisturbed(update) {
  const focused = document.activeElement;
  const selection = document.getSelection();
  const { anchorNode, anchorOffset, focusNode, focusOffset, isCollapsed } = selection;
  update();
  if (focused !== document.activeElement && focused?.isConnected) {
    focused.focus({ preventScroll: true });
  }
  if (!isCollapsed && anchorNode.isConnected && focusNode.isConnected) {
    const changed = selection.anchorNode !== anchorNode || selection.anchorOffset !== anchorOffset
      || selection.focusNode !== focusNode || selection.focusOffset !== focusOffset;
    if (changed) {
      selection.setBaseAndExtent(
        anchorNode, within(anchorNode, anchorOffset), focusNode, within(focusNode, focusOffset));
    }
  }
}

function within(node, offset) {
  return Math.min(offset, node.length ?? node.childNodes.length);
}
