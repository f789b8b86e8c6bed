import FitsCommand

await runFits()
