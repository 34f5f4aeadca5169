/** The bytes of a file that ships with the app. Rejects with the status where there is none. */
export async function readStaticFile(address: string): Promise<Uint8Array> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`HTTP ${response.status} ${address}`);
  return new Uint8Array(await response.arrayBuffer());
}
