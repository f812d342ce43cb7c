/** English words of what comes with the installed app, and of the watched folder. */
export const enApp = {
  watch: {
    title: 'Watched Folder',
    hint: 'Every document that comes into this folder is read automatically and the result is saved, as long as Inkleaf is running. Private mode pauses it.',
    folder: 'Watched folder',
    none: 'none',
    choose: 'Choose…',
    chooseResults: 'Choose where…',
    stop: 'Stop watching',
    resultsBack: 'Use the default',
    format: 'Save as',
    results: 'Results go to',
    byCommand: 'The folder is chosen in the desktop app, or by the command: watch FOLDER.',
  },
  install: {
    commandButton: 'Install the command',
    quickActionButton: 'Install the quick action',
    command: 'The command inkleaf, for Terminal and for Shortcuts',
    commandDone: 'The command is at {{path}}.',
    commandDoneLine: 'The command is at {{path}}. For Terminal to find it, add this line to ~/.zprofile:',
    quickAction: 'Recognize Text with Inkleaf, among the quick actions in Finder',
    quickActionDone: 'Installed. In Finder: control-click files, then Quick Actions.',
  },
}
