-- Which source was chosen for each topic, by whom and why. Names of accounts are for those with an account: asked by the owner.
SELECT figure_choice.topic, figure_choice.source, figure_choice.reason, figure_choice.chosen_at AS "chosenAt", account.name AS "chosenBy"
FROM figure_choice JOIN account ON account.id = figure_choice.chosen_by
