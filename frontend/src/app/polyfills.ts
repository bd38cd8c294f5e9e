/** What the page and its libraries use and Chromium 86 lacks. Named one by one: nothing is added unseen. */
import "core-js/stable/array/at";
import "core-js/stable/array/find-last";
import "core-js/stable/array/to-sorted";
import "core-js/stable/object/has-own";
import "core-js/stable/string/at";
import "core-js/stable/structured-clone";
