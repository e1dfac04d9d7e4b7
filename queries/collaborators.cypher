// Whom a person or company shares films with: how many films, and the years of the first and the last where known.
// read
// $name: string, the name as it is shown
MATCH (n:Person|Company)-[]-(film:Film)-[]-(other:Person|Company)
WHERE n.name = $name AND other.id <> n.id
RETURN other.name AS name, count(DISTINCT film.id) AS films, min(film.year) AS first, max(film.year) AS last
ORDER BY films DESC, name
