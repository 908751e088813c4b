// A slider over the days on which something became known, beside the list that does without it.
const list = document.querySelector('#knownBy')
if (list && list.options.length > 2) {
  const slider = Object.assign(document.createElement('input'), {
    type: 'range', min: 1, max: list.options.length, value: list.selectedIndex || list.options.length,
  })
  slider.setAttribute('aria-label', 'As known by, as a slider')
  const chosen = () => (slider.value === slider.max ? 0 : Number(slider.value))
  const tell = () => slider.setAttribute('aria-valuetext', list.options[list.selectedIndex].text)
  slider.addEventListener('input', () => { list.selectedIndex = chosen(); tell() })
  list.addEventListener('change', () => { slider.value = list.selectedIndex || list.options.length; tell() })
  tell()
  list.after(slider)
}
