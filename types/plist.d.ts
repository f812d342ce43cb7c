declare module 'plist' {
  const plist: { parse(xml: string): unknown }
  export default plist
}
