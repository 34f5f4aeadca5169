-- Which source was chosen for each topic, when and why.
SELECT topic, source, reason, chosen_at AS "chosenAt" FROM figure_choice
