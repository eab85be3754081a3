/** A board-side program, bundled as text. */
declare module '*.py' {
  const program: string;
  export default program;
}
