import { existsSync } from 'node:fs'

/**
 * Reads `.env` of the project folder, if there is one, into `process.env`; variables that are set
 * already win. Imported first by the commands that run the server, and not by the tests, which must
 * not inherit anybody's database or mail server.
 */
if (existsSync('.env')) process.loadEnvFile('.env')
