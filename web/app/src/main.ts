import { mount } from "svelte";
import App from "./App.svelte";
import { currentLanguage } from "./i18n/language.svelte";
import { startRouter } from "./shell/router.svelte";
import "./styles/tokens.css";
import "./styles/base.css";

document.documentElement.lang = currentLanguage();
startRouter();

const target = document.getElementById("app");
if (target !== null) mount(App, { target });
