// @ts-check
/** A page as a website has it, for the owner: the tag that they would copy, with what their form says now. */
const query = new URLSearchParams(location.search);
const tag = document.createElement('script');
for (const name of ['agent', 'position', 'color', 'language']) {
  const value = query.get(name);
  if (value) tag.dataset[name] = value;
}
// seen each time as a visitor sees it first
sessionStorage.removeItem(`handcar.${tag.dataset.agent ?? ''}`);
if (query.has('open')) tag.dataset.open = '';
tag.async = true;
tag.src = '/widget.js';
document.head.append(tag);
