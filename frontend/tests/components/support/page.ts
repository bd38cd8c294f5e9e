/** Every component test draws with the styles of the page. */
import "@/styles/base.css";
import "@/styles/shell.css";
import "@/styles/grid.css";
import "@/styles/forms.css";
