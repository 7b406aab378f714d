// What a page can do with a script and does not need one for: remember light or dark, sort a table, close a list.
(function () {
  "use strict";
  var root = document.documentElement;
  var KEY = "scorebook-theme";

  function remembered() {
    try { return localStorage.getItem(KEY); } catch (error) { return null; }
  }

  function remember(theme) {
    try { localStorage.setItem(KEY, theme); } catch (error) { /* private windows have no memory */ }
  }

  // Before the page is drawn, so that it does not flash.
  if (remembered() === "dark" || remembered() === "light") root.dataset.theme = remembered();

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function themeButton(button) {
    function label() { button.textContent = isDark() ? button.dataset.light : button.dataset.dark; }
    button.hidden = false;
    label();
    button.addEventListener("click", function () {
      root.dataset.theme = isDark() ? "light" : "dark";
      remember(root.dataset.theme);
      label();
    });
  }

  // Numbers by value, periods and names by text; what is missing always comes last.
  function keyOf(row, column) {
    var cell = row.cells[column];
    if (!cell) return { missing: true };
    var text = (cell.dataset.value || cell.textContent).trim();
    if (text === "" || text === "–") return { missing: true };
    var number = Number(text.replace(/,/g, "").replace("−", "-").replace("±", "").replace(/^\+/, ""));
    return isNaN(number) ? { text: text } : { number: number };
  }

  function compare(a, b) {
    if (a.missing || b.missing) return a.missing ? (b.missing ? 0 : 1) : -1;
    if (a.number !== undefined && b.number !== undefined) return a.number - b.number;
    return String(a.text || a.number).localeCompare(String(b.text || b.number), root.lang);
  }

  function sortBy(table, head, column) {
    var up = head.getAttribute("aria-sort") !== "ascending";
    table.querySelectorAll("th[aria-sort]").forEach(function (other) { other.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    var body = table.tBodies[0];
    var rows = Array.prototype.map.call(body.rows, function (row, at) {
      return { row: row, at: at, key: keyOf(row, column) };
    });
    rows.sort(function (a, b) {
      var order = compare(a.key, b.key);
      if (order !== 0 && !up && !a.key.missing && !b.key.missing) order = -order;
      return order || a.at - b.at;
    });
    rows.forEach(function (each) { body.appendChild(each.row); });
  }

  function sortable(table) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
      // A column of small pictures has no name and nothing to sort by.
      if (!head.textContent.trim()) return;
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      button.addEventListener("click", function () { sortBy(table, head, column); });
    });
  }

  // Without a script the list of periods closes where it opened; with one also by Escape and by a click elsewhere.
  function closable(picker) {
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !picker.open) return;
      picker.open = false;
      picker.querySelector("summary").focus();
    });
    document.addEventListener("click", function (event) {
      if (!picker.contains(event.target)) picker.open = false;
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("details.picker").forEach(closable);
    document.querySelectorAll("button.theme").forEach(themeButton);
    document.querySelectorAll("table[data-sort]").forEach(sortable);
  });
})();
