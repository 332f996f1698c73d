"""The resource library (资源库): lessons, plays, research and room material, submitted, reviewed, found and used."""
