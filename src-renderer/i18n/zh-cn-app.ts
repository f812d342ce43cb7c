/** Chinese words of what comes with the installed app, and of the watched folder. */
import type { Words } from './en.ts'

export const zhCNApp: Pick<Words, 'watch' | 'install'> = {
  watch: {
    title: '监视文件夹',
    hint: '只要 Inkleaf 在运行，放进这个文件夹的文件就会自动识别，并保存结果。隐私模式下暂停。',
    folder: '监视的文件夹',
    none: '未设置',
    choose: '选择…',
    chooseResults: '选择保存位置…',
    stop: '停止监视',
    resultsBack: '改回默认位置',
    format: '保存格式',
    results: '结果保存到',
    byCommand: '请在桌面版中选择文件夹，或使用命令：watch 文件夹。',
  },
  install: {
    commandButton: '安装命令',
    quickActionButton: '安装快速操作',
    command: 'inkleaf 命令（供终端和“快捷指令”使用）',
    commandDone: '命令已安装到 {{path}}。',
    commandDoneLine: '命令已安装到 {{path}}。要让终端找到它，请在 ~/.zprofile 中加入这一行：',
    quickAction: '访达的快速操作（名为 Recognize Text with Inkleaf）',
    quickActionDone: '已安装。在访达中按住 Control 键点按文件，再选择“快速操作”。',
  },
}
