// What a page can do with a script and does not need one for: search the report, remember light or dark, sort a
// table, close the list of periods, copy the link to a heading, print.
(function () {
  "use strict";
  var root = document.documentElement;
  var THEME = "scorebook-theme";
  var SLASH = "scorebook-slash";

  function remembered(key) {
    try { return localStorage.getItem(key); } catch (error) { return null; }
  }

  function remember(key, value) {
    try { localStorage.setItem(key, value); } catch (error) { /* private windows have no memory */ }
  }

  // Before the page is drawn, so that it does not flash.
  if (/^(dark|light)$/.test(remembered(THEME))) root.dataset.theme = remembered(THEME);

  function make(name, className, text) {
    var element = document.createElement(name);
    element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function themeButton(button) {
    function label() { button.textContent = isDark() ? button.dataset.light : button.dataset.dark; }
    button.hidden = false;
    label();
    button.addEventListener("click", function () {
      root.dataset.theme = isDark() ? "light" : "dark";
      remember(THEME, root.dataset.theme);
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

  // A heading links to itself; following the link also copies it, where the browser lets a page do so.
  function anchors(toast) {
    document.addEventListener("click", function (event) {
      var link = event.target.closest && event.target.closest("h2 > a.anchor");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !navigator.clipboard) return;
      navigator.clipboard.writeText(link.href).then(function () {
        toast.textContent = toast.dataset.copied;
        setTimeout(function () { toast.textContent = ""; }, 2500);
      }, function () { /* the address bar still has it */ });
    });
  }

  var MARKS = { "on-track": "●", "at-risk": "▲", "off-track": "◆", "no-data": "○", withheld: "□", unscored: "–" };
  var MOST = 30;

  // Words of a text, for matching by their beginnings; Chinese has no spaces and is matched anywhere.
  function plain(text) { return (text || "").normalize("NFKC").toLowerCase(); }

  function has(text, term) {
    if (/[^\u0000-\u024f]/.test(term)) return text.indexOf(term) >= 0;
    for (var at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
      if (at === 0 || !/[a-z0-9\u00c0-\u024f]/.test(text[at - 1])) return true;
    }
    return false;
  }

  // 0 for the title itself, 1 for one that begins so, more for what lies further off; −1 where a word is nowhere.
  function distance(entry, terms) {
    if (!entry.words) entry.words = [entry.title, entry.owner, entry.path].map(plain);
    if (entry.words[0].indexOf(terms.join(" ")) === 0) return entry.words[0] === terms.join(" ") ? 0 : 1;
    return terms.reduce(function (worst, term) {
      var at = entry.words.findIndex(function (text) { return has(text, term); });
      return worst < 0 || at < 0 ? -1 : Math.max(worst, at + 2);
    }, 2);
  }

  function find(index, query) {
    var terms = plain(query).split(/\s+/).filter(Boolean);
    if (!terms.length) return [];
    return index.entries.map(function (entry, at) { return { entry: entry, at: at, distance: distance(entry, terms) }; })
      .filter(function (hit) { return hit.distance >= 0; })
      .sort(function (a, b) { return a.distance - b.distance || a.at - b.at; })
      .map(function (hit) { return hit.entry; });
  }

  function option(index, entry, home, at) {
    var link = make("a", "hit");
    link.href = home + entry.href;
    link.id = "hit-" + at;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    link.append(make("span", "hit-title", entry.title));
    if (entry.status) link.append(make("span", "st " + entry.status, MARKS[entry.status] + " " + index.statuses[entry.status]));
    var about = [index.kinds[entry.kind], entry.path, entry.owner].filter(Boolean);
    link.append(make("span", "sub", about.join(" · ")));
    return link;
  }

  function search(dialog, button) {
    var input = dialog.querySelector("[role=combobox]");
    var list = dialog.querySelector("[role=listbox]");
    var status = dialog.querySelector("[role=status]");
    var slash = dialog.querySelector("[type=checkbox]");
    var home = dialog.dataset.home.replace(/[^/]*$/, "");
    var chosen = -1;

    function choose(at) {
      var options = list.children;
      if (options[chosen]) options[chosen].setAttribute("aria-selected", "false");
      chosen = options.length ? (at + options.length) % options.length : -1;
      if (chosen < 0) return input.removeAttribute("aria-activedescendant");
      options[chosen].setAttribute("aria-selected", "true");
      options[chosen].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[chosen].id);
    }

    function show() {
      var index = window.scorebookIndex;
      if (!index) return;
      var found = find(index, input.value);
      list.replaceChildren.apply(list, found.slice(0, MOST).map(function (entry, at) { return option(index, entry, home, at); }));
      input.setAttribute("aria-expanded", String(found.length > 0));
      status.textContent = !input.value.trim() ? "" : found.length ? dialog.dataset.found.replace("{n}", found.length) : dialog.dataset.none;
      choose(0);
    }

    // A script, not a fetch: pages opened from disk may not read files.
    function load() {
      if (window.scorebookIndex || dialog.querySelector("script")) return;
      var script = document.createElement("script");
      script.src = dialog.dataset.index;
      script.onload = show;
      script.onerror = function () { script.remove(); status.textContent = dialog.dataset.unavailable; };
      dialog.append(script);
    }

    function open() {
      load();
      if (!dialog.open) dialog.showModal();
      input.select();
    }

    button.hidden = false;
    button.addEventListener("click", open);
    slash.checked = remembered(SLASH) !== "off";
    slash.addEventListener("change", function () { remember(SLASH, slash.checked ? "on" : "off"); });
    dialog.querySelector(".close").addEventListener("click", function () { dialog.close(); });
    dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
    // A result on this page only moves down it.
    list.addEventListener("click", function () { dialog.close(); });
    input.addEventListener("input", show);
    input.addEventListener("keydown", function (event) {
      if (event.isComposing) return; // Enter and arrows belong to the Chinese input method
      if (event.key === "ArrowDown" || event.key === "ArrowUp") choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
      else if (event.key === "Enter" && list.children[chosen]) list.children[chosen].click();
      else return;
      event.preventDefault();
    });
    document.addEventListener("keydown", function (event) {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || dialog.open || !slash.checked) return;
      if (event.target.closest("input, textarea, select, [contenteditable]")) return;
      event.preventDefault();
      open();
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("details.picker").forEach(closable);
    document.querySelectorAll("button.theme").forEach(themeButton);
    document.querySelectorAll("table[data-sort]").forEach(sortable);
    var dialog = document.querySelector("dialog.search");
    var button = document.querySelector("button.find");
    if (dialog && button && dialog.showModal) search(dialog, button);
    var toast = document.querySelector(".toast");
    if (toast) anchors(toast);
    document.querySelectorAll("button.print").forEach(function (print) {
      print.hidden = false;
      print.addEventListener("click", function () { window.print(); });
    });
  });
})();
