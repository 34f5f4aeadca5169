-- The register that the custodian chose to count with; none before somebody chose.
SELECT source FROM figure_choice WHERE topic = 'population'
