/** English words of what comes with the installed app, and of the watched folder. */
export const enApp = {
  watch: {
    hint: 'Every document that comes into this folder is read by itself, and the result saved, for as long as Inkleaf runs.',
    folder: 'Folder',
    none: 'none',
    choose: 'Choose…',
    stop: 'Stop watching',
    format: 'Save as',
    results: 'Results go to',
    byCommand: 'The folder is chosen in the desktop app, or by the command: watch FOLDER.',
  },
  install: {
    install: 'Install',
    command: 'The command inkleaf, for a terminal and for Shortcuts',
    commandDone: 'The command is at {{path}}.',
    commandDoneLine: 'The command is at {{path}}. For a terminal to find it, add this line to ~/.zprofile: {{line}}',
    quickAction: 'Recognize Text with Inkleaf, among the quick actions in Finder',
    quickActionDone: 'Installed. In Finder: control-click files, then Quick Actions.',
  },
}
