"use strict";

import { arrange, element, setText } from "./elements.js";

/*
 * Tables. A column is an object:
 *   title  what stands above it
 *   text   of a row: what stands in it
 *   kind   "number": to the right; "wide": may take several lines; nothing: one line, shortened if it is long
 *   over   what stands above it and those beside it with the same
 *   isBad  of a row: whether it is to be seen from afar
 */

/** A table that scrolls within its box, or a sentence if it has no rows. */
export class Table {
  #columns;
  #keyOf;
  #body = element("tbody");
  #box = element("div", "box");
  #nothing = element("p", "nothing");

  /**
   * @param label what it is, for those who cannot see what stands around it
   * @param keyOf tells of a row which one it is
   */
  constructor(parent, label, columns, keyOf) {
    this.#columns = columns;
    this.#keyOf = keyOf;
    const table = element("table", "", head(columns), this.#body);
    table.setAttribute("aria-label", label);
    // What scrolls must be reached by the keyboard.
    this.#box.tabIndex = 0;
    this.#box.setAttribute("role", "region");
    this.#box.setAttribute("aria-label", label);
    this.#box.append(table);
    this.#box.hidden = true;
    parent.append(this.#box, this.#nothing);
  }

  /** @param nothing what to say if there are no rows */
  show(rows, nothing) {
    this.#box.hidden = rows.length === 0;
    this.#nothing.hidden = rows.length > 0;
    setText(this.#nothing, nothing);
    arrange(this.#body, rows, this.#keyOf, () => this.#line(), (line, row) => this.#update(line, row));
  }

  #line() {
    const cells = this.#columns.map((column, i) => {
      const cell = element(i === 0 ? "th" : "td", column.kind);
      if (i === 0) {
        cell.scope = "row";
      }
      return cell;
    });
    return element("tr", "", ...cells);
  }

  #update(line, row) {
    this.#columns.forEach((column, i) => {
      const cell = line.children[i];
      const text = column.text(row);
      setText(cell, text);
      if (column.kind === undefined && cell.title !== text) {
        cell.title = text;
      }
      if (column.isBad) {
        cell.classList.toggle("bad", column.isBad(row));
      }
    });
  }
}

function head(columns) {
  const titles = columns.map(column => heading(column.title, "col", column.kind));
  const lines = [element("tr", "", ...titles)];
  if (columns.some(column => column.over)) {
    lines.unshift(element("tr", "over", ...overs(columns)));
  }
  return element("thead", "", ...lines);
}

function overs(columns) {
  const cells = [];
  let last = null;
  for (const { over = "" } of columns) {
    if (last !== null && over === last.textContent) {
      last.colSpan++;
    } else {
      last = over ? heading(over, "colgroup", "") : element("td");
      cells.push(last);
    }
  }
  return cells;
}

function heading(title, scope, kind) {
  const cell = element("th", kind, title);
  cell.scope = scope;
  return cell;
}
