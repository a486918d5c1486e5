import { installBrowser, installCodeServer } from "./support/install";

installBrowser();
installCodeServer();
