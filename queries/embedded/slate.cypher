// The films of a company: what it does for each, how certain that is, and when it was last reported.
// read
// $name: string, the name of the company as it is shown
MATCH (company:Company)-[r]->(film:Film)
WHERE company.name = $name
RETURN label(r) AS role, film.name AS title, r.status AS status, r.last_reported AS reported
ORDER BY role, status, reported DESC, title
