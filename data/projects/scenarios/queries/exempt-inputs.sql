-- Of the datasets $1 those that are exempt from publication: whatever was found with them may not be shown to colleagues.
SELECT id FROM dataset WHERE id = ANY ($1::text[]) AND classification = 'dikecualikan' ORDER BY id
