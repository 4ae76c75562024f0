/** Folders that hold what tools made or fetched, whatever the settings say. */
export const generatedFolders = [
  'node_modules',
  'bower_components',
  '.git',
  '.hg',
  '.svn',
  '.venv',
  '__pycache__',
  '.vscode-test',
] as const;

const binaryEndings = new Set(
  (
    'png jpg jpeg gif bmp ico webp avif tif tiff psd mp3 mp4 m4a wav ogg flac mov avi mkv webm pdf zip gz tgz bz2 xz 7z ' +
    'rar tar jar war class exe dll so dylib o a lib bin wasm woff woff2 ttf otf eot node pyc pyo sqlite db db3 vsix ' +
    'parquet npy npz pt onnx'
  ).split(' '),
);

const generatedNames = /^(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?)$/;
const generatedEndings = /\.(min\.(js|css|mjs)|map|tsbuildinfo)$/;

/** False for what no one reads: binary files, lock files, minified and generated ones. Goes by the name alone. */
export function isWorthReading(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const ending = name.slice(name.lastIndexOf('.') + 1);
  return !binaryEndings.has(ending) && !generatedNames.test(name) && !generatedEndings.test(name);
}

/** True where the beginning of a file says that it is no text. */
export function looksBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 8192).includes(0);
}
