// Run by desk-uploads-crash.test.ts as a process of its own, to be killed: the server on a data folder. Prints its address.
import { openAppOn } from './app-on-folder.ts';

const { app } = await openAppOn(process.argv[2]!);
console.log(await app.listen({ host: '127.0.0.1', port: 0 }));
